/**
 * The files of what is pasted. A cell or a paragraph comes as a picture of itself as well, and a file with
 * its name as text: where there is other text, that is what is meant.
 */
export function filesIn(data: Pick<DataTransfer, 'files' | 'getData'>): readonly File[] {
  const files = [...data.files];
  const text = data.getData('text/plain').trim();
  const names = new Set(files.map(({ name }) => name));
  const isNames = text
    .split(/[\r\n]+/)
    .every((line) => names.has(line.split(/[/\\]/).at(-1) ?? ''));
  return text === '' || isNames ? files : [];
}
