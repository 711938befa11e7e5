/**
 * What we use of `highlight.js/lib/common`. Its own types bring those of the DOM along, and main would
 * compile with a `document` that is not there; tsconfig.json names this file in their place.
 */
declare const hljs: {
  getLanguage(name: string): object | undefined;
  highlight(
    code: string,
    options: { readonly language: string; readonly ignoreIllegals: boolean },
  ): { readonly value: string };
};
export { hljs as default };
