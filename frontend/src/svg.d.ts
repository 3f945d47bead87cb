declare module '*.svg' {
  const dessin: string;
  export default dessin;
}
