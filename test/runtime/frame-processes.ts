import type { CdpParams, CdpSession } from './cdp.ts';
import { createEvent } from './events.ts';
import type { PageBase } from './page-base.ts';
import { consoleDetails } from './page-details.ts';
import { interceptRequests } from './requests.ts';

/** A page, or a frame in a process of its own, whose frames may run in further processes. */
interface Followed {
  readonly contents: PageBase;
  readonly session: CdpSession;
  readonly frameSession: (sessionId: string) => CdpSession;
  /** That of the page. */
  readonly mainFrameId: string;
}

/** Has Chromium report such frames, each of which waits until it may run. */
export const followFramesCommand: readonly [string, CdpParams] = [
  'Target.setAutoAttach',
  {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'iframe' }],
  },
];

/**
 * Serves the requests of frames that Chromium puts into a process of their own, as it does with
 * sandboxed ones. For the protocol each is a target with a session of its own.
 */
export function followFrames(followed: Followed): void {
  const { contents, session, frameSession, mainFrameId } = followed;
  session.onEvent((method, params) => {
    if (method !== 'Target.attachedToTarget') return;
    const { type } = params['targetInfo'] as { readonly type: string };
    if (type !== 'iframe') return;
    const frame = frameSession(String(params['sessionId']));
    interceptRequests({
      contents,
      session: frame,
      mainFrameId: () => mainFrameId,
      takeProgrammatic: () => false,
    });
    frame.onEvent((name, details) => {
      if (name !== 'Runtime.consoleAPICalled') return;
      contents.emit('console-message', createEvent(consoleDetails(details, contents.mainFrame)));
    });
    followFrames({ ...followed, session: frame });
    frame.fire('Page.enable');
    frame.fire('Runtime.enable');
    frame.fire('Network.enable');
    frame.fire('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    frame.fire(...followFramesCommand);
    frame.fire('Runtime.runIfWaitingForDebugger');
  });
}
