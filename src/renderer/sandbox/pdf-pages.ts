// The page in which main renders pages of a PDF. It is a hidden window in a separate session. Main
// calls it with `executeJavaScript` and ends it by closing the window.
import jbig2 from 'pdfjs-dist/wasm/jbig2.wasm?url';
import openjpeg from 'pdfjs-dist/wasm/openjpeg.wasm?url';
import { getDocument } from 'pdfjs-dist';
// Registers itself; otherwise pdf.js would start a thread. The whole page is a separate process
// anyway.
import 'pdfjs-dist/build/pdf.worker.mjs';

type Opened = Awaited<ReturnType<typeof getDocument>['promise']>;

/** The decoders of scanned images, by the file names that pdf.js uses. */
const decoders: Readonly<Record<string, string>> = {
  'jbig2.wasm': jbig2,
  'openjpeg.wasm': openjpeg,
};

/** Provides what pdf.js needs besides the PDF itself. */
class Decoders {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const url = decoders[filename];
    if (url === undefined) throw new Error(`There is no ${filename}`);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${filename} cannot be read`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

let opened: Promise<Opened> | null = null;

async function open(): Promise<Opened> {
  const response = await fetch('/file');
  return getDocument({
    data: new Uint8Array(await response.arrayBuffer()),
    useWorkerFetch: false,
    BinaryDataFactory: Decoders,
    // Only the folder name matters; the files come from `Decoders`.
    wasmUrl: '/decoders/',
    verbosity: 0,
  }).promise;
}

/** True for a blank page, all of one colour. */
function isBlank(canvas: HTMLCanvasElement): boolean {
  const context = canvas.getContext('2d');
  if (context === null) return true;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.every((pixel) => pixel === pixels[0]);
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result : ''),
    );
    reader.addEventListener('error', () => reject(new Error('The picture cannot be read')));
    reader.readAsDataURL(blob);
  });
}

/** Renders a page with the given longest side in pixels, as a `data:` URL of a JPEG. */
async function drawPage(
  number: number,
  longestSide: number,
  quality: number,
): Promise<{ readonly url: string; readonly isBlank: boolean }> {
  const pdf = await (opened ??= open());
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const scale = longestSide / Math.max(natural.width, natural.height);
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(viewport.width));
  canvas.height = Math.max(1, Math.round(viewport.height));
  // Uses the print intent, because a hidden window gets no animation frames.
  await page.render({ canvas, viewport, intent: 'print', background: 'white' }).promise;
  const blank = isBlank(canvas);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', quality),
  );
  canvas.width = 0;
  page.cleanup();
  if (blob === null) throw new Error('The page cannot be made a picture');
  return { url: await dataUrlOf(blob), isBlank: blank };
}

Object.assign(globalThis, { drawPage });
