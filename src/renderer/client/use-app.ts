import { createContext, use, useSyncExternalStore } from 'react';
import type { Controller } from './controller.ts';
import type { AppState } from '../state/app-state.ts';

/** Set once in main.tsx. */
export const ControllerContext = createContext<Controller | null>(null);

/** The controller: what a view calls to make something happen. Throws outside of the app. */
export function useController(): Controller {
  const controller = use(ControllerContext);
  if (controller === null) throw new Error('ControllerContext is missing');
  return controller;
}

/** What `select` takes from the state; the view renders again only when that changes (by `Object.is`). */
export function useApp<T>(select: (state: AppState) => T): T {
  const { store } = useController();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
