import '../../../markdown/markdown.css';
import { useCallback, useEffect, useMemo, useState, type ComponentType } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { MarkdownActionsContext, type MarkdownActions } from '../../../markdown/view/actions.ts';
import { ErrorText } from '../../../common/error-text.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { deferred } from '../../../ui/deferred.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { offerEntries } from '../../../client/palette-entries.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { useFilling } from '../arrival/use-filling.ts';
import { Announcer } from './announcer.tsx';
import { Dock } from './dock.tsx';
import { EmptyPage } from './empty-page.tsx';
import { codeOutOf } from './code-out.ts';
import { Header } from './header.tsx';
import { ChatPageContext } from './page-context.ts';
import { createPage, type PageParts } from './page.ts';
import { pictureOutOf } from './picture-out.ts';
import { createTurns, type Turns } from './turns.ts';
import type { RegenerateDialogProps } from '../regenerate/regenerate-dialog.tsx';
import type { CompareDialogProps } from '../compare/compare-dialog.tsx';
import { compareShown } from '../compare/compare-shown.ts';
import type { MapPanelProps } from '../map/map-panel.tsx';
import { mapShown } from '../map/map-shown.ts';
import { createRemoteImages } from '../message/remote-images.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useValue } from './value.ts';
import styles from './conversation-page.module.css';

// The log and the Markdown engine are most of a conversation's code. An empty window needs neither.
const MessageLog = deferred(
  async () => (await import('../log/message-log.tsx')).MessageLog,
  null,
  'next',
);
// Parts that the first view of a conversation does not need.
const FileDrop = deferred(async () => (await import('./file-drop.tsx')).FileDrop);
const RegenerateDialog = deferred<RegenerateDialogProps>(
  async () => (await import('../regenerate/regenerate-dialog.tsx')).RegenerateDialog,
);
const CompareDialog = deferred<CompareDialogProps>(
  async () => (await import('../compare/compare-dialog.tsx')).CompareDialog,
);
const QuoteButton = deferred(async () => (await import('../quote/quote-button.tsx')).QuoteButton);
const MapPanel = deferred<MapPanelProps>(
  async () => (await import('../map/map-panel.tsx')).MapPanel,
);
const Lightbox = deferred(async () => (await import('../message/lightbox.tsx')).Lightbox);

/** Props of a part of the page. */
export interface PageFrameProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** The parts of the page in which windows differ. */
export interface PageLook {
  readonly header: ComponentType<PageFrameProps>;
  /** Shown before the first message. */
  readonly empty: ComponentType<PageFrameProps>;
}

function PictureOnShow({ page }: { readonly page: PageParts }) {
  const picture = useValue(page.picture);
  if (picture === null) return null;
  const close = (): void => page.showPicture(null);
  const attach = (): void => {
    close();
    page.attach()?.again(picture);
  };
  return (
    <Lightbox picture={picture} onClose={close} onAttach={page.attach() === null ? null : attach} />
  );
}

function MapOnShow({ conversationId }: { readonly conversationId: Id | null }) {
  const isShown = useValue(mapShown);
  if (!isShown || conversationId === null) return null;
  return <MapPanel key={conversationId} conversationId={conversationId} />;
}

function RegenerateOnShow({
  conversationId,
  ...parts
}: Pick<RegenerateDialogProps, 'page' | 'turns'> & { readonly conversationId: Id | null }) {
  const messageId = useValue(parts.page.regenerating);
  if (messageId === null || conversationId === null) return null;
  return <RegenerateDialog {...parts} conversationId={conversationId} messageId={messageId} />;
}

function CompareOnShow(props: CompareDialogProps) {
  const isShown = useValue(compareShown);
  return isShown ? <CompareDialog key={props.conversationId ?? 'new'} {...props} /> : null;
}

function Opened({
  conversationId,
  page,
  turns,
  empty: Empty,
}: PageFrameProps & { readonly conversationId: Id } & Pick<PageLook, 'empty'>) {
  const controller = useController();
  const kind = useApp((state) => state.open[conversationId]?.kind ?? 'loading');
  const error = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'failed' ? open.error : null;
  });
  const messages = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' ? open.messages : null;
  });
  const path = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' ? open.path : null;
  });
  const isEmpty = useApp((state) => (state.heads[conversationId]?.leafId ?? null) === null);
  if (error !== null) {
    return (
      <div className={styles.notice}>
        <ErrorCallout
          actions={
            <Button size="small" onClick={() => controller.show(conversationId)}>
              {t('common.retry')}
            </Button>
          }
        >
          <ErrorText error={error} />
        </ErrorCallout>
      </div>
    );
  }
  if (messages === null) {
    return (
      <div className={styles.notice} data-kind={kind}>
        <Skeleton lines={6} label={t('page.opening')} />
      </div>
    );
  }
  if (isEmpty) return <Empty conversationId={conversationId} page={page} turns={turns} />;
  return (
    <>
      <MessageLog conversationId={conversationId} messages={messages} path={path} page={page} />
      <QuoteButton />
    </>
  );
}

const usualLook: PageLook = { header: Header, empty: EmptyPage };

/** The current conversation, or the page of a new one: header, log and composer. */
export function ConversationPage({
  header: PageHeader = usualLook.header,
  empty: Empty = usualLook.empty,
}: Partial<PageLook>) {
  const controller = useController();
  const conversationId = useApp((state) => state.activeId);
  const [page] = useState(createPage);
  const { setScroller } = page;
  // A log measures its scroller on mount, so it must not mount before the scroller exists.
  const [hasScroller, setHasScroller] = useState(false);
  const scrollerRef = useCallback(
    (element: HTMLElement | null): void => {
      setScroller(element);
      setHasScroller(element !== null);
    },
    [setScroller],
  );
  const [turns] = useState(() => createTurns(controller));
  const drop = useFileDrop(page, controller);
  useFilling({ controller, page, turns, conversationId });
  useEffect(
    () =>
      offerEntries(async (add) => {
        const { addPageEntries } = await import('../palette/page-entries.ts');
        await addPageEntries({ controller, page, turns, conversationId }, add);
      }),
    [controller, page, turns, conversationId],
  );
  const images = useMemo(() => createRemoteImages(controller), [controller]);
  const actions = useMemo(
    (): MarkdownActions => ({
      openLink: (url) => {
        void page.ask('link', () => controller.command('app.openLink', { url }));
      },
      copy: async (text, html) => {
        const result = await controller.command(
          'app.copy',
          html === undefined ? { text } : { text, html },
        );
        if (!result.ok) {
          page.report(result.error);
          throw new Error(sentenceOf(result.error));
        }
      },
      attachmentUrl: attachmentPath,
      ...(conversationId === null ? {} : { codeOut: codeOutOf(controller, page, conversationId) }),
      ...(conversationId === null
        ? {}
        : { pictureOut: pictureOutOf(controller, page, conversationId, images) }),
      loadRemoteImage: images.load,
    }),
    [controller, page, conversationId, images],
  );
  return (
    <ChatPageContext value={page}>
      <MarkdownActionsContext value={actions}>
        <div className={styles.page} {...drop.handlers}>
          <PageHeader conversationId={conversationId} page={page} turns={turns} />
          <div ref={scrollerRef} className={styles.scroller}>
            {conversationId === null && <Empty conversationId={null} page={page} turns={turns} />}
            {conversationId !== null && hasScroller && (
              <Opened
                key={conversationId}
                conversationId={conversationId}
                page={page}
                turns={turns}
                empty={Empty}
              />
            )}
            <Dock conversationId={conversationId} page={page} turns={turns} />
          </div>
          <Announcer conversationId={conversationId} />
          {drop.over !== null && <FileDrop over={drop.over} />}
          <MapOnShow conversationId={conversationId} />
          <PictureOnShow page={page} />
          <CompareOnShow conversationId={conversationId} page={page} turns={turns} />
          <RegenerateOnShow conversationId={conversationId} page={page} turns={turns} />
        </div>
      </MarkdownActionsContext>
    </ChatPageContext>
  );
}
