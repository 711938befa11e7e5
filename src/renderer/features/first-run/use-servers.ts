import { useEffect, useState } from 'react';
import type { DiscoveredServer } from '../../../shared/contract/index.ts';
import { useController } from '../../client/use-app.ts';

/** Interval between two checks (ms). A newly started server should appear soon. */
const pauseMs = 3000;

/** Servers on this machine, checked repeatedly; null until the first check is done. */
export function useServers(): readonly DiscoveredServer[] | null {
  const controller = useController();
  const [servers, setServers] = useState<readonly DiscoveredServer[] | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const result = await controller.command('providers.discover', undefined);
      if (ended) return;
      // A failed check counts as no servers; the next one follows.
      const found = result.ok ? result.value : [];
      setServers((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
      timer = setTimeout(() => void look(), pauseMs);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [controller]);
  return servers;
}
