/**
 * The files on the clipboard. Programs also put a picture of a cell or paragraph there, and a
 * file's name as text. If the clipboard contains other text, the person meant the text.
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
