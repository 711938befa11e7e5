/** A list of models is small; another kind of server may send anything. */
const mostBytes = 4_000_000;

/** The text of a response; null when it has none or is longer than 4 MB, of which no more is read. */
export async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return null;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const bytes of response.body) {
    size += bytes.byteLength;
    if (size > mostBytes) return null;
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
