import { useLayoutEffect } from 'react';
import { useApp } from '../client/use-app.ts';

/** Applies the person's choice of light or dark, and what depends on the system. */
export function useAppearance(): void {
  const theme = useApp((state) => state.settings?.settings.theme ?? 'system');
  const platform = useApp((state) => state.info?.platform ?? null);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    if (platform !== null) dataset['platform'] = platform;
  }, [theme, platform]);
}
