import { LineChart, type LineSeriesOption } from 'echarts/charts';
import { GridComponent, type GridComponentOption } from 'echarts/components';
import { type ComposeOption, type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { nombreFr } from '../formats/formats';
import { type JourIso } from '../formats/jours';
import { type Courbe, type CourbeAire, debutsDeMois, graduations, instant, marges, moisCourt, sommet } from './courbes';

type Option = ComposeOption<LineSeriesOption | GridComponentOption>;

// Only what draws lines and areas: tooltip, legend and today's line are ours, hence words, focus and content policy.
use([LineChart, GridComponent, SVGRenderer]);

const TEXTE = '#525252';
const QUADRILLAGE = '#e3e3e8';
const POLICE = "'Public Sans', system-ui, sans-serif";
const MARQUES = { rond: 'circle', carre: 'rect', losange: 'diamond', triangle: 'triangle' } as const;
const TRAITS = { plein: 'solid', tirets: [7, 4], pointilles: [2, 3] } as const;
const MOTIFS = {
  uni: null,
  hachures: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4 },
  points: {
    symbol: 'circle',
    dashArrayX: [
      [0, 8],
      [4, 4],
    ],
    dashArrayY: [4, 4],
    symbolSize: 0.6,
  },
};

export function options(jours: readonly JourIso[], courbes: readonly Courbe[], animation: boolean): Option {
  const { plafond, intervalle } = graduations(sommet(courbes));
  const { gauche, droite, haut, bas } = marges(plafond);
  const mois = debutsDeMois(jours).map(instant);
  return {
    animation,
    animationDuration: 300,
    useUTC: true,
    textStyle: { fontFamily: POLICE, fontSize: 12, color: TEXTE },
    grid: { left: gauche, right: droite, top: haut, bottom: bas, outerBoundsMode: 'none' },
    xAxis: {
      type: 'time',
      min: instant(jours[0] ?? ''),
      max: instant(jours.at(-1) ?? ''),
      axisLine: { lineStyle: { color: '#8c8c94' } },
      axisTick: { customValues: mois },
      axisLabel: { customValues: mois, formatter: moisCourt, color: TEXTE, hideOverlap: true, align: 'left' },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: plafond,
      interval: intervalle,
      axisLabel: { formatter: nombreFr, color: TEXTE },
      splitLine: { lineStyle: { color: QUADRILLAGE } },
    },
    series: courbes.map((courbe) => ({
      type: 'line',
      name: courbe.nom,
      data: courbe.valeurs.map((valeur, rang) => [instant(jours[rang] ?? ''), valeur]),
      silent: true,
      color: courbe.couleur,
      ...(courbe.genre === 'aire' ? aire(courbe) : ligne(courbe, jours.length)),
    })),
  };
}

function aire({ couleur, motif }: CourbeAire): Partial<LineSeriesOption> {
  const decal = MOTIFS[motif];
  return {
    stack: 'aires',
    showSymbol: false,
    lineStyle: { width: 0 },
    areaStyle: { color: couleur, opacity: 1 },
    itemStyle: { color: couleur, ...(decal === null ? {} : { decal: { ...decal, color: 'rgba(0, 0, 0, 0.28)' } }) },
  };
}

function ligne(courbe: Courbe, nombre: number): Partial<LineSeriesOption> {
  if (courbe.genre !== 'ligne') {
    return {};
  }
  // A marker every month or so: they tell the line, they do not hide it.
  const pas = Math.max(1, Math.round(nombre / 12));
  const trait = TRAITS[courbe.trait];
  return {
    z: 3,
    showAllSymbol: true,
    symbol: (_, { dataIndex }) => (dataIndex % pas === 0 ? MARQUES[courbe.marque] : 'none'),
    symbolSize: 7,
    lineStyle: { width: 2.5, type: typeof trait === 'string' ? trait : [...trait] },
  };
}

export function dessiner(hote: HTMLElement): ECharts {
  return init(hote, null, { renderer: 'svg' });
}

export type { ECharts };
