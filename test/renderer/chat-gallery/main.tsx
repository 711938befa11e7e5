import '../../../src/renderer/ui/tokens.css';
import '../../../src/renderer/ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../src/renderer/app.tsx';
import { createController, type Controller } from '../../../src/renderer/controller.ts';
import { scheduleFrame } from '../../../src/renderer/frame.ts';
import { ControllerContext } from '../../../src/renderer/use-app.ts';
import { createFakeMain, type FakeMain } from './fake-bridge.ts';
import { idOf, scenes } from './scenes.ts';

declare global {
  interface Window {
    /** For whoever drives the gallery. */
    gallery: { readonly main: FakeMain; readonly controller: Controller };
  }
}

const query = new URLSearchParams(location.search);
const scene = scenes[query.get('scene') ?? 'answer'];
const root = document.querySelector('#root');
if (scene === undefined || root === null) throw new Error('There is no such scene');
const shown = scene();
const main = createFakeMain(shown, Number(query.get('pace') ?? 12));
const controller = createController(main.bridge, scheduleFrame);
window.gallery = { main, controller };
await controller.start();
controller.show(shown.conversation === null ? null : idOf(900));
createRoot(root).render(
  <ControllerContext value={controller}>
    <App onMenu={() => () => undefined} />
  </ControllerContext>,
);
