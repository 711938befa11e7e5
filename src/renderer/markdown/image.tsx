import { useState } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { useMarkdownActions } from './actions.ts';
import { Link } from './link.tsx';
import { imageSource } from './url.ts';

type ImageProps = ComponentProps<'img'> & { readonly node?: unknown };

/** An image of an answer: local ones are shown, remote ones only after the person asks. */
export function Image({ src = '', alt = '', title }: ImageProps): ReactNode {
  const { attachmentUrl, loadRemoteImage } = useMarkdownActions();
  const source = imageSource(src);
  switch (source.kind) {
    case 'shown':
      return <img src={source.url} alt={alt} title={title} loading="lazy" />;
    case 'attachment': {
      const url = attachmentUrl?.(source.id) ?? null;
      if (url === null || imageSource(url).kind !== 'shown') return <ImageText alt={alt} />;
      return <img src={url} alt={alt} title={title} loading="lazy" />;
    }
    case 'remote':
      return loadRemoteImage === undefined ? (
        <Link href={source.url}>{alt === '' ? source.host : alt}</Link>
      ) : (
        <RemoteImage url={source.url} host={source.host} alt={alt} load={loadRemoteImage} />
      );
    case 'refused':
      return <ImageText alt={alt} />;
  }
}

function ImageText({ alt }: { readonly alt: string }): ReactNode {
  return <span className="md-image-text">{alt === '' ? 'Image' : alt}</span>;
}

interface RemoteImageProps {
  readonly url: string;
  readonly host: string;
  readonly alt: string;
  readonly load: (url: string) => Promise<string>;
}

type RemoteState =
  | { readonly kind: 'waiting' | 'loading' | 'failed' }
  | { readonly kind: 'loaded'; readonly url: string };

function RemoteImage({ url, host, alt, load }: RemoteImageProps): ReactNode {
  const [state, setState] = useState<RemoteState>({ kind: 'waiting' });
  if (state.kind === 'loaded') return <img src={state.url} alt={alt} />;
  const start = async (): Promise<void> => {
    setState({ kind: 'loading' });
    try {
      const local = await load(url);
      const shown = imageSource(local).kind === 'shown';
      setState(shown ? { kind: 'loaded', url: local } : { kind: 'failed' });
    } catch {
      setState({ kind: 'failed' });
    }
  };
  return (
    <span className="md-image-remote">
      {alt !== '' && <span className="md-image-text">{alt}</span>}
      <button
        type="button"
        title={url}
        disabled={state.kind === 'loading'}
        onClick={() => void start()}
      >
        {state.kind === 'failed'
          ? `Could not load the image from ${host}. Try again`
          : `Load image from ${host}`}
      </button>
    </span>
  );
}
