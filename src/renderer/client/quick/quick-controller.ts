import type { Controller } from '../controller.ts';

/** True for the page of the quick window, by its address. */
export function isQuickPage(search: string): boolean {
  return new URLSearchParams(search).has('quick');
}

/**
 * A controller for the quick window: it knows no list of conversations, begins in the folder of
 * quick asks, and leaves settings to the main window.
 */
export function quickController(controller: Controller): Controller {
  const { store } = controller;
  const command: Controller['command'] = (name, input) => controller.command(name, input);
  const show: Controller['show'] = (conversationId) => {
    const folder = store.getState().settings?.settings.quickFolder ?? '';
    if (conversationId === null && folder !== '') controller.startIn(folder);
    else controller.show(conversationId);
  };
  return {
    ...controller,
    isQuick: true,
    async start() {
      await controller.start();
      if (store.getState().activeId === null) show(null);
    },
    async drawn() {
      void command('app.drawn', undefined);
      const prices = await command('prices.list', undefined);
      if (prices.ok) store.dispatch({ kind: 'event', name: 'prices', payload: prices.value });
    },
    show,
    setDialog(dialog) {
      if (dialog?.kind !== 'settings') return;
      void command('app.showInMain', { kind: 'settings', page: dialog.section });
    },
  };
}
