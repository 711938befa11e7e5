/** The lists of an unsent message that are beside its text. An empty one is absent. */
type DraftList = 'pasted' | 'attachments';

/** The name of a list of a draft among the fields of the place `drafts`. */
export function draftField(draft: string, list: DraftList): string {
  return `${draft} ${list}`;
}

/** The draft that a field of the place `drafts` belongs to. */
export function draftOf(field: string): string {
  const [draft = ''] = field.split(' ');
  return draft;
}
