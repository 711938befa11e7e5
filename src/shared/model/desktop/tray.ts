/**
 * Parley's icon beside the clock or in the menu bar. `background`: with it, Parley goes on when its
 * last window is closed.
 */
export const trayChoices = ['off', 'icon', 'background'] as const;
export type TrayChoice = (typeof trayChoices)[number];

/** Whether the person sees the icon. `no_host`: this desktop shows no icons of programs. */
export type TrayState = 'off' | 'shown' | 'no_host';
