import type { certificateProblems, networkCodes } from '../../model/error-codes/network.ts';
import { proxyWords } from './proxy.ts';
import type { WordsFor } from './words-for.ts';

const certificateWords: Readonly<Record<(typeof certificateProblems)[number], string>> = {
  expired: 'has expired',
  not_yet_valid: 'is not valid yet',
  revoked: 'was revoked',
  self_signed: 'is self-signed, so nobody vouches for it',
  unknown_authority: 'comes from an authority that this computer does not know',
  other_host: 'belongs to another host name',
};

export const networkWords: WordsFor<typeof networkCodes> = {
  unreachable: ({ address }) => `${address} cannot be reached. Check the network and try again.`,
  closed_unanswered: ({ provider }) =>
    `${provider} closed the connection without an answer. Try again.`,
  no_answer_in_time: ({ provider }) =>
    `${provider} did not answer in time. Check the network and try again.`,
  connection_failed: ({ provider }) =>
    `The connection to ${provider} failed. Check the network and try again.`,
  not_secure: ({ address }) =>
    `${address} does not answer with a secure connection. If the server speaks plain http, put http:// in its base URL in Settings.`,
  address_not_callable: ({ address }) =>
    `"${address}" is not an address that can be called. Correct the base URL in Settings.`,
  port_barred: ({ address }) =>
    `The port of ${address} belongs to another kind of server and is never called. Correct the base URL in Settings.`,
  not_http: ({ provider }) => `${provider} did not answer in HTTP. Check the base URL in Settings.`,
  unknown_host: ({ host }) =>
    `There is no server named ${host}. Check the base URL in Settings and the network.`,
  host_lookup_failed: ({ host }) =>
    `The name ${host} could not be looked up. Check the network and try again.`,
  nothing_listens: ({ address, mayNeedPort }) =>
    `Nothing answers at ${address}. Is the server running?${
      mayNeedPort ? ' Its address may need a port, such as :11434 for Ollama.' : ''
    }`,
  certificate_refused: ({ host, problem }) =>
    `The certificate of ${host} ${certificateWords[problem]}. Check the base URL in Settings, or put the certificate right.`,
  proxy_kind_unknown: ({ source, scheme }) =>
    `The proxy in ${source} is of a kind that Parley does not know (${scheme}//). Use http, https, socks4 or socks5, and start Parley again.`,
  proxy_address_invalid: ({ source }) =>
    `The proxy in ${source} is not a valid address. Correct or unset that variable and start Parley again.`,
  proxy_failed: proxyWords,
};
