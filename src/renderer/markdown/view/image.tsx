import { useContext, useState } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { useMarkdownActions } from './actions.ts';
import { Link } from './link.tsx';
import { PagePreview } from '../code/page-preview.tsx';
import { PicturesContext } from '../parse/pictures.ts';
import type { DataPicture, PictureRefusal } from '../parse/pictures.ts';
import { imageSource } from '../parse/url.ts';

type ImageProps = ComponentProps<'img'> & { readonly node?: unknown };

/** An image of an answer. Local images are shown, remote ones only on request. */
export function Image({ src = '', alt = '', title }: ImageProps): ReactNode {
  const { attachmentUrl, loadRemoteImage } = useMarkdownActions();
  const pictures = useContext(PicturesContext);
  const source = imageSource(pictures.unfold(src));
  switch (source.kind) {
    case 'data':
      return <DataImage picture={pictures.judge(source.url)} alt={alt} title={title} />;
    case 'shown':
      return <Shown src={source.url} alt={alt} title={title} />;
    case 'attachment': {
      const url = attachmentUrl?.(source.id) ?? null;
      if (url === null) return <ImageText alt={alt} />;
      return <Shown src={url} alt={alt} title={title} />;
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

interface ShownProps {
  readonly src: string;
  readonly alt: string;
  readonly title: string | undefined;
  readonly decoding?: 'async';
}

/** An image on show, which can be dragged out of the window. */
function Shown({ src, alt, title, decoding }: ShownProps): ReactNode {
  const { pictureOut } = useMarkdownActions();
  const watch = (image: HTMLImageElement | null): (() => void) | undefined => {
    if (image === null || pictureOut === undefined) return undefined;
    const onDragStart = (event: DragEvent): void => {
      event.preventDefault();
      pictureOut(src);
    };
    image.addEventListener('dragstart', onDragStart);
    return () => image.removeEventListener('dragstart', onDragStart);
  };
  return <img ref={watch} src={src} alt={alt} title={title} decoding={decoding} loading="lazy" />;
}

function ImageText({ alt }: { readonly alt: string }): ReactNode {
  return <span className="md-image-text">{alt === '' ? t('markdown.image') : alt}</span>;
}

function refusalWords(reason: PictureRefusal): string {
  switch (reason.kind) {
    case 'too_large':
      return t('markdown.picture.too_large', { width: reason.width, height: reason.height });
    case 'too_long':
    case 'too_many':
    case 'unreadable':
      return t(`markdown.picture.${reason.kind}`);
  }
}

interface DataImageProps {
  readonly picture: DataPicture;
  readonly alt: string;
  readonly title: string | undefined;
}

/**
 * An embedded picture. A raster image is shown; an SVG can be expensive to draw, so it waits for a
 * request.
 */
function DataImage({ picture, alt, title }: DataImageProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  switch (picture.kind) {
    case 'shown':
      return <Shown src={picture.url} alt={alt} title={title} decoding="async" />;
    case 'refused':
      return (
        <span className="md-image-remote">
          {alt !== '' && <span className="md-image-text">{alt}</span>}
          <span className="md-image-problem">{refusalWords(picture.reason)}</span>
        </span>
      );
    case 'svg':
      return (
        <span className="md-image-remote">
          <ImageText alt={alt} />
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={(event) => {
              // The image may be inside a link, which was not what the person pressed.
              event.preventDefault();
              event.stopPropagation();
              setOpen(!isOpen);
            }}
          >
            {isOpen ? t('markdown.svg.hide') : t('markdown.svg.show')}
          </button>
          {isOpen && <PagePreview source={picture.source} kind="svg" />}
        </span>
      );
  }
}

interface RemoteImageProps {
  readonly url: string;
  readonly host: string;
  readonly alt: string;
  readonly load: (url: string) => Promise<string>;
}

type RemoteState =
  | { readonly kind: 'waiting' | 'loading' }
  /** With a message for the person, if there is one. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'loaded'; readonly url: string };

function RemoteImage({ url, host, alt, load }: RemoteImageProps): ReactNode {
  const { openLink } = useMarkdownActions();
  const [state, setState] = useState<RemoteState>({ kind: 'waiting' });
  if (state.kind === 'loaded') return <Shown src={state.url} alt={alt} title={url} />;
  const start = async (): Promise<void> => {
    setState({ kind: 'loading' });
    try {
      const local = await load(url);
      const shown = imageSource(local).kind === 'shown';
      setState(shown ? { kind: 'loaded', url: local } : { kind: 'failed', reason: '' });
    } catch (error) {
      setState({ kind: 'failed', reason: error instanceof Error ? error.message : '' });
    }
  };
  const isFailed = state.kind === 'failed';
  return (
    <span className="md-image-remote">
      {alt !== '' && <span className="md-image-text">{alt}</span>}
      <button
        type="button"
        title={url}
        aria-disabled={state.kind === 'loading'}
        onClick={(event) => {
          // The image may be inside a link, which was not what the person pressed.
          event.preventDefault();
          event.stopPropagation();
          if (state.kind !== 'loading') void start();
        }}
      >
        {isFailed ? t('common.try_again') : t('markdown.image.load', { host })}
      </button>
      <button
        type="button"
        title={url}
        onClick={(event) => {
          event.preventDefault();
          event.stopPropagation();
          openLink(url);
        }}
      >
        {t('markdown.image.open')}
      </button>
      {isFailed && (
        <span className="md-image-problem" role="status">
          {state.reason === '' ? t('markdown.image.failed', { host }) : state.reason}
        </span>
      )}
    </span>
  );
}
