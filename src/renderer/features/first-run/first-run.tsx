/** Shown while there is no provider. */
export function FirstRun(_props: { readonly onDone: () => void }) {
  return <div />;
}
