const notForChat =
  /embed|whisper|transcri|\btts\b|-tts|dall-?e|image|imagen|moderation|realtime|audio|speech|sora|rerank|babbage|davinci/iu;

/** Whether a model's name says that it does not chat. Only a hint: a server names its models as it likes. */
export function isNotForChat(model: string): boolean {
  return notForChat.test(model);
}
