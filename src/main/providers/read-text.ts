/** A list of models is small, but another kind of server may send anything (bytes). */
const maxBytes = 4_000_000;

/** The text of a response; null if it has none or exceeds 4 MB. Never reads more than that. */
export async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return null;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const bytes of response.body) {
    size += bytes.byteLength;
    if (size > maxBytes) return null;
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
