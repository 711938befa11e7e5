/** The sidebar's content. */
export function Library(_props: { readonly onNew: () => void; readonly onChosen: () => void }) {
  return <nav aria-label="Conversations" />;
}
