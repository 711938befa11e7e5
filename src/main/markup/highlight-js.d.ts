/** The part of highlight.js that we use: its own types would bring the DOM's into all of main. */
declare const hljs: {
  readonly getLanguage: (name: string) => object | undefined;
  readonly highlight: (
    code: string,
    options: { readonly language: string; readonly ignoreIllegals: boolean },
  ) => { readonly value: string };
};
// The package has a default export.
// oxlint-disable-next-line import/no-default-export
export default hljs;
