import { createContext, use, useSyncExternalStore } from 'react';
import type { Controller } from './controller.ts';
import type { AppState } from '../state/app-state.ts';

/** Provided once, in main.tsx. */
export const ControllerContext = createContext<Controller | null>(null);

/** Returns the controller, through which views trigger actions. Throws outside the app. */
export function useController(): Controller {
  const controller = use(ControllerContext);
  if (controller === null) throw new Error('ControllerContext is missing');
  return controller;
}

/**
 * Selects a value from the state. The view re-renders only when that value changes (compared with
 * `Object.is`).
 */
export function useApp<T>(select: (state: AppState) => T): T {
  const { store } = useController();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
