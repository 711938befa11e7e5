const notForChat =
  /embed|whisper|transcri|\btts\b|-tts|dall-?e|image|imagen|moderation|realtime|audio|speech|sora|rerank|babbage|davinci/iu;

/**
 * True if a model's name suggests that it is not for chat. Only a hint, because servers choose the
 * names.
 */
export function isNotForChat(model: string): boolean {
  return notForChat.test(model);
}
