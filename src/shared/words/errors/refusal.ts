import type { refusalCodes } from '../../model/error-codes/refusal.ts';
import { againWords, waitWords } from './wait-words.ts';
import type { WordsFor } from './words-for.ts';

/** Used if the server did not say how long to wait. */
const soon = ' in a moment';

export const refusalWords: WordsFor<typeof refusalCodes> = {
  key_wanted: ({ provider }) => `${provider} wants an API key. Add one in Settings.`,
  key_refused: ({ provider }) => `${provider} refused the key. Check it in Settings.`,
  request_not_allowed: ({ provider }) =>
    `${provider} does not allow this request. Check the key and what it may do in Settings.`,
  no_organization: ({ provider }) =>
    `The key for ${provider} belongs to no organization there. Ask to be invited to one, or use another key.`,
  network_not_allowed: ({ provider }) =>
    `${provider} does not allow the key to be used from this network. Allow this IP address in your account there, or use another network.`,
  region_not_allowed: ({ provider }) =>
    `${provider} does not allow requests from the country or region you are in. Choose a model of another provider, or add one in Settings.`,
  organization_unverified: ({ provider, model }) =>
    `${provider} wants your organization verified before you use ${model ?? 'this model'}. Verify it in your account there, or choose another model.`,
  no_credit: ({ provider }) =>
    `The account at ${provider} has no credit left. Add credit there, then try again.`,
  rate_limited: ({ provider, waitMs, span }) =>
    `${provider} gets more requests from you than it allows. Try again${waitWords(waitMs) || againWords(span)}.`,
  model_crowded: ({ provider, model, waitMs, span }) =>
    `${model ?? 'This model'} gets more requests at ${provider} than it can take. Try again${waitWords(waitMs) || againWords(span)}, or choose another model.`,
  context_too_long: ({ model }) =>
    `This conversation is longer than ${model ?? 'the model'} can read. Start a new conversation or choose a model with a longer context.`,
  request_too_large: ({ provider }) =>
    `This is more than ${provider} accepts in one request. Shorten the message or start a new conversation.`,
  content_filtered: ({ provider }) =>
    `The content filter of ${provider} refused this. Put it another way and send it again.`,
  images_not_taken: ({ model }) =>
    `${model ?? 'This model'} does not take images. Choose a model that sees images, or edit the message and take out images and scanned PDFs.`,
  image_too_large: ({ provider }) =>
    `An image is more than ${provider} accepts. Edit the message and take it out, or attach a smaller one.`,
  too_many_images: ({ provider, model }) =>
    `There are more images than ${model ?? provider} takes at once. Edit the message and take some out, or choose another model.`,
  model_missing: ({ provider, model }) =>
    `${provider} has no model named ${model ?? 'like that'}. Choose another model.`,
  model_unreachable: ({ provider, model }) =>
    `${provider} cannot reach ${model ?? 'this model'} right now. Try again later, or choose another model.`,
  model_not_for_chat: ({ provider, model }) =>
    `${model ?? 'This model'} does not chat in the way that Parley asks ${provider}. Choose another model.`,
  model_only_in_responses: ({ provider, model }) =>
    `${provider} serves ${model ?? 'this model'} through the Responses API only. Choose Automatic or Responses as its protocol in Settings.`,
  no_model_loaded: ({ provider }) =>
    `${provider} has no model loaded. Load one there, then try again.`,
  no_model_list: ({ provider }) =>
    `${provider} does not list its models. Type the name of the model instead.`,
  data_policy: ({ provider }) =>
    `No server behind ${provider} may answer under your privacy settings there. Change them in your account, or choose another model.`,
  model_loading: ({ provider, model, waitMs }) =>
    `${provider} is still loading ${model ?? 'this model'}. Try again${waitWords(waitMs) || soon}.`,
  overloaded: ({ provider, waitMs }) =>
    `${provider} is overloaded. Try again${waitWords(waitMs) || soon}.`,
  out_of_memory: ({ provider, model }) =>
    `The computer of ${provider} has too little memory for ${model ?? 'this model'}. Choose a smaller model.`,
  system_prompt_not_taken: ({ model }) =>
    `${model ?? 'This model'} takes no system prompt. Empty the system prompt of this conversation, or choose another model.`,
  conversation_not_accepted: ({ provider }) =>
    `${provider} did not accept this conversation as it is. Choose another model, or start a new conversation.`,
  request_not_accepted: ({ provider }) =>
    `${provider} did not accept the request. Change the message or choose another model.`,
  field_not_accepted: ({ provider, model, field }) =>
    `${model ?? provider} does not take “${field}” as it was sent. Choose another model.`,
  no_chat_api: ({ address }) =>
    `There is no chat API at ${address}. Check the base URL in Settings.`,
  blocked_on_the_way: ({ address }) =>
    `Something on the way, such as the filter of a company, blocks ${address}. Ask whoever runs this network, or use another one.`,
  browsers_only: ({ address }) =>
    `${address} is behind a check that lets only browsers in. Check the base URL in Settings, or ask who runs the server.`,
  redirected: ({ address }) =>
    `${address} sends requests on to another address, which Parley does not follow, so that your key goes nowhere else. Put the right base URL in Settings.`,
  tls_wanted: ({ provider }) =>
    `${provider} wants a secure connection. Put https:// in its base URL in Settings.`,
  answered_too_slowly: ({ provider, waitMs }) =>
    `${provider} took too long to answer. Try again${waitWords(waitMs)}.`,
  server_busy: ({ provider, waitMs }) =>
    `${provider} was busy with another request. Try again${waitWords(waitMs)}.`,
  server_fault: ({ provider, waitMs }) =>
    `${provider} had an internal error. Try again${waitWords(waitMs)}.`,
  behind_gateway: ({ provider, waitMs }) =>
    `${provider} is not reachable behind its gateway. Try again${waitWords(waitMs)}.`,
  unavailable: ({ provider, waitMs }) =>
    `${provider} is not available right now. Try again${waitWords(waitMs) || soon}.`,
  server_status: ({ provider, status, waitMs }) =>
    `${provider} had an error (${String(status)}). Try again${waitWords(waitMs)}.`,
};
