/** Where an AESH or a mission comes from: the two HR bases, or typed before it is in them. */
export const SOURCES_RH = ['EPP', 'ASSED', 'PREVISIONNEL'] as const;
export type SourceRh = (typeof SOURCES_RH)[number];

export const TYPES_CONTRAT = ['CDD', 'CDI'] as const;
export type TypeContrat = (typeof TYPES_CONTRAT)[number];
