import { useState } from 'react';
import { useController } from '../../../../client/use-app.ts';
import { createSuggestions, type Suggestions } from './suggested-model.ts';

/** Suggestions from the lists that main has, or asks for. */
export function useSuggestions(): Suggestions {
  const controller = useController();
  const [suggestions] = useState(() =>
    createSuggestions((providerId) =>
      controller.command('models.list', { providerId, refresh: false }),
    ),
  );
  return suggestions;
}
