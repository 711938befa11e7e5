import { useEffect, useState } from 'react';
import type { KnownAbilities } from '../../../../shared/model/models/facts.ts';
import { useApp, useController } from '../../../client/use-app.ts';

interface Told {
  readonly providerId: string;
  readonly model: string;
  readonly abilities: KnownAbilities;
}

/** The known abilities of a model; null until main has said. Main asks no server. */
export function useAbilities(providerId: string | null, model: string): KnownAbilities | null {
  const controller = useController();
  const settings = useApp((state) => state.settings);
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => {
    // The settings hold the person's choices for a model, and its server.
    if (providerId === null || model === '' || settings === null) return undefined;
    let isCurrent = true;
    void controller.command('models.abilities', { providerId, model }).then((result) => {
      if (isCurrent && result.ok) setTold({ providerId, model, abilities: result.value });
    });
    return () => {
      isCurrent = false;
    };
  }, [controller, providerId, model, settings]);
  return told?.providerId === providerId && told.model === model ? told.abilities : null;
}
