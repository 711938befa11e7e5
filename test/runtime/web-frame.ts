import { productOrigin } from './url-map.ts';
import type { PageBase } from './page-base.ts';

/** The page's main frame. Frames inside it run no preload and are only known by their URL. */
export class WebFrameMain {
  readonly #contents: PageBase;
  readonly #address: () => string;
  readonly parent: WebFrameMain | null;
  readonly frames: readonly WebFrameMain[] = [];
  readonly framesInSubtree: readonly WebFrameMain[] = [this];
  readonly name = '';
  readonly detached = false;
  readonly processId: number;
  readonly osProcessId: number;
  readonly routingId: number;
  readonly frameTreeNodeId: number;

  constructor(contents: PageBase, address: () => string, parent: WebFrameMain | null) {
    this.#contents = contents;
    this.#address = address;
    this.parent = parent;
    this.processId = contents.id;
    this.osProcessId = contents.id;
    this.routingId = parent ? 2 : 1;
    this.frameTreeNodeId = contents.id * 2 + this.routingId;
  }

  get url(): string {
    return this.#address();
  }

  get origin(): string {
    return productOrigin(this.url);
  }

  get top(): WebFrameMain {
    return this.parent ?? this;
  }

  get visibilityState(): string {
    return 'visible';
  }

  isDestroyed(): boolean {
    return this.#contents.isDestroyed();
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.#contents.send(channel, ...args);
  }

  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.#contents.executeJavaScript(code, userGesture);
  }
}
