import type { ExchangeOptions, SendOptions, WireRequest } from '../exchange.ts';
import { asArray, asObject, asText } from '../json.ts';
import { isRefused, refusedParameter, type SentParameters } from '../refused-parameters.ts';
import { refusalWords } from '../refusals/errors.ts';
import { createAnswerReader } from './answer-reader.ts';
import { toChatMessages } from './messages.ts';
import { toChatFields } from './parameters.ts';
import { toChatTools, type ChatTool } from './tools.ts';

/** True for a refusal that names `stream_options` or complains about an unknown field. */
function refusesStreamOptions(error: unknown): boolean {
  const { status, message } = (error ?? {}) as { status?: unknown; message?: unknown };
  return (
    (status === 400 || status === 422) &&
    /stream_options|include_usage|extra[ _](?:fields?|inputs?|forbidden)|(?:unknown|unrecognized|unexpected|unsupported|additional) (?:\w+ )?(?:field|argument|parameter|propert|key)/i.test(
      asText(message),
    )
  );
}

function wholeAnswer(body: unknown): unknown {
  const choice = asObject(asArray(asObject(body)?.['choices'])[0]);
  if (asObject(choice?.['message']) === null) return null;
  return choice?.['finish_reason'] === null || choice?.['finish_reason'] === undefined
    ? { ...asObject(body), choices: [{ ...choice, finish_reason: 'stop' }] }
    : body;
}

/** The field that asks a model for pictures, which some servers need. The person's own wins. */
function picturesField({ connection, question, needs }: ExchangeOptions): SentParameters {
  const { model, purpose, fields } = question;
  // Neither a title nor another program's question asks for them.
  if (purpose === 'title' || fields !== undefined) return {};
  const how = connection.pictureAnswers?.(model) ?? null;
  if (how === null) return {};
  const modalities = how === 'alone' ? ['image'] : ['image', 'text'];
  return isRefused(needs.refusedParameters, 'modalities', modalities) ? {} : { modalities };
}

/** Puts a question into the format of Chat Completions. */
export function chatRequest(options: ExchangeOptions): WireRequest {
  const { connection, question, needs } = options;
  const { model } = question;
  const { baseUrl, providerId } = connection;
  const offered = toChatTools(question.tools ?? [], needs);
  // Another program's tools are sent as it wrote them. Whether the server accepts them is not our
  // concern.
  const own = asArray(question.fields?.['tools']) as readonly ChatTool[];
  const tools = [...offered.tools, ...own];
  const to = { provider: providerId, model, needs };
  const messages = toChatMessages(question.messages, to, offered.tools.length > 0);
  const refused = needs.refusedParameters;
  const parameters = {
    ...picturesField(options),
    ...toChatFields(question.parameters ?? {}, { baseUrl, refused }),
  };
  const fields = { ...parameters, ...question.fields };
  return {
    offered: { ...offered, parameters },
    createReader: createAnswerReader,
    wholeAnswer,
    whole: (client, options) =>
      client.chat.completions.create({ ...fields, model, messages }, options),
    async stream(client, options: SendOptions) {
      const open = (withUsage: boolean): PromiseLike<AsyncIterable<unknown>> =>
        client.chat.completions.create(
          {
            ...fields,
            model,
            messages,
            stream: true,
            ...(withUsage ? { stream_options: { include_usage: true } } : {}),
            ...(tools.length === 0 ? {} : { tools }),
          },
          options,
        );
      if (connection.refusesStreamOptions) return open(false);
      try {
        return await open(true);
      } catch (error) {
        const isAboutAnother = refusedParameter(refusalWords(error), parameters) !== null;
        if (isAboutAnother || !refusesStreamOptions(error)) throw error;
        const stream = await open(false);
        connection.rememberStreamOptionsRefused();
        return stream;
      }
    },
  };
}
