/** True for a text that defines a footnote. */
export function isWithNotes(text: string): boolean {
  return /(?<!\\)\[\^(?:\\[^]|[^\][\\\s]){1,999}\]:/.test(text);
}
