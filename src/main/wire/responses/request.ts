import type { OpenAI } from 'openai';
import type { ExchangeOptions, WireRequest } from '../exchange.ts';
import type { ProviderTool } from '../../../shared/model/models/own-model-choices.ts';
import { asObject, type Json } from '../json.ts';
import { withheldFields, type Needs, type Withheld } from '../needs.ts';
import type { Question, ToolDefinition } from '../protocol.ts';
import { sendTools, sentSchema, type SentTools } from '../sent-tools.ts';
import { createResponseReader } from './event-reader.ts';
import { toInput } from './input.ts';
import { placed, toResponseParameters, toWireFields } from './parameters.ts';

type Tool = OpenAI.Responses.Tool;
type Body = OpenAI.Responses.ResponseCreateParams;

function toTools(tools: readonly ToolDefinition[], needs: Needs): SentTools<Tool> {
  return sendTools(tools, needs, (tool, name): Tool => {
    const parameters = sentSchema(tool, needs);
    // Strict is the default here, and few schemas of other people meet its rules.
    const { description } = tool;
    return {
      type: 'function',
      name,
      description,
      parameters: parameters === null ? null : { ...parameters },
      strict: false,
    };
  });
}

/** A whole response in JSON; null for anything else. */
function wholeAnswer(body: unknown): unknown {
  const response = asObject(body);
  return response !== null && Array.isArray(response['output']) ? response : null;
}

/** The requests for the provider's own tools. */
const hosted: Readonly<Record<ProviderTool, Tool>> = {
  web_search: { type: 'web_search' },
  image_generation: { type: 'image_generation' },
};

/** The provider's own tools. Neither a title nor a question of another program asks for them. */
function hostedTools(
  { hostedTools: of }: ExchangeOptions['connection'],
  { model, purpose, fields }: Question,
  { refusesTools }: Needs,
): readonly Tool[] {
  if (of === undefined || purpose === 'title' || fields !== undefined || refusesTools) return [];
  return of(model).map((tool) => hosted[tool]);
}

/** The fields to send that a server may refuse. A title needs no reasoning. */
function wantedFields({ purpose }: Question, { withheld }: Needs): readonly Withheld[] {
  const wanted: readonly Withheld[] = purpose === 'title' ? ['store'] : withheldFields;
  return wanted.filter((field) => !withheld.includes(field));
}

function toFields(wanted: readonly Withheld[], given: Json): Partial<Body> {
  const summary = wanted.includes('summary') ? { summary: 'auto' as const } : {};
  const reasoning = { ...summary, ...given };
  return {
    ...(wanted.includes('encrypted') ? { include: ['reasoning.encrypted_content'] } : {}),
    ...(wanted.includes('store') ? { store: false } : {}),
    ...(Object.keys(reasoning).length === 0 ? {} : { reasoning }),
  };
}

/**
 * Puts a question into the format of the Responses API. The request is stateless: it holds the
 * whole conversation and asks the server to store nothing, so that every branch can be asked about.
 */
export function responsesRequest({ connection, question, needs }: ExchangeOptions): WireRequest {
  const { model } = question;
  const offered = toTools(question.tools ?? [], needs);
  const parameters = toResponseParameters(question.parameters ?? {}, needs.refusedParameters);
  const {
    fields,
    reasoning,
    tools: own,
  } = toWireFields({
    ...placed(parameters),
    ...question.fields,
  });
  const wanted = wantedFields(question, needs);
  // Last, so that refusals that count the tools mean those of Parley.
  const hostedOnes = hostedTools(connection, question, needs);
  const tools = [...(own as readonly Tool[]), ...offered.tools, ...hostedOnes];
  const { instructions, input } = toInput(question.messages, {
    provider: connection.providerId,
    model,
    needs,
  });
  const body: Body = {
    ...fields,
    ...toFields(wanted, reasoning),
    ...(tools.length === 0 ? {} : { tools }),
    ...(instructions === null ? {} : { instructions }),
    model,
    input: [...input],
  };
  return {
    offered: { ...offered, parameters, fields: wanted },
    createReader: createResponseReader,
    wholeAnswer,
    // The SDK's own method expects every server to answer in the documented form.
    whole: (client, options) => client.post<unknown>('/responses', { body, ...options }),
    stream: (client, options) => client.responses.create({ ...body, stream: true }, options),
  };
}
