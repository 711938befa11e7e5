import type { RefusalReason } from '../../../shared/model/errors.ts';

/** A server's refusal, reduced to what its reason can be derived from. */
export interface Refusal {
  readonly status: number;
  /** Sentences and codes, in lower case and shortened. */
  readonly words: string;
  /** The delay that the body or the headers ask for (ms). */
  readonly retryAfterMs: number | undefined;
  readonly hasImages: boolean;
  /** True if the request named a model. */
  readonly namesModel: boolean;
  /** True if the body was JSON: an API sent it, so the address is right. */
  readonly isJson: boolean;
}

/**
 * Joins the names of one reason in several languages. The gaps in each pattern are bounded, so that
 * the work is linear.
 */
const anyOf = (...parts: readonly RegExp[]): RegExp =>
  new RegExp(parts.map(({ source }) => source).join('|'), 'u');

const loading = anyOf(
  /\bloading (?:the )?model|model (?:is )?(?:still |currently )?(?:loading|being loaded|starting up|warming up)/,
  /(?:currently|still) loading|is (?:still )?warming up|model[^.]{0,80} is (?:currently |still )?(?:loading|being loaded)/,
  /加载模型中|正在加载模型|模型.{0,10}加载中|モデルを?(?:読み込|ロード)(?:んで|中|して)|모델.{0,10}로드 ?(?:중|하는)/,
  /modell.{0,20}wird (?:gerade |noch )?geladen|modèle.{0,60}en cours de chargement|modelo.{0,60}(?:se está cargando|carregando|sendo carregado)|модель.{0,60}загружается/,
);
const failsToLoad = /\b(?:fail|error|unable|cannot|could not|couldn't)[^.]{0,30}load/;

const unverified = anyOf(
  /must be verified to|organi[sz]ation (?:must|needs to|has to) be verified|verify (?:your )?organi[sz]ation/,
  /(?:account|organi[sz]ation)[^.]{0,30}not (?:yet )?(?:been )?verified|identity verification (?:is )?required/,
  /实名认证|組織の確認|組織を確認|조직.{0,10}(?:인증|확인)|organisation.{0,30}(?:verifiziert|vérifiée)/,
);

/** Each of these alone says that money has run out. */
const noMoney = anyOf(
  /insufficient[ _-]?(?:quota|balance|credits?|funds|account)|(?:balance|credits?|funds)[^.]{0,30}(?:insufficient|too low|exhausted|used up|depleted|is negative|not enough)/,
  /(?:not enough|no|out of|run out of|used up (?:all )?(?:your|of your)) (?:remaining )?(?:credits?|balance|funds)\b|requires more credits|credit balance|payment required|billing[ _](?:not[ _]active|hard limit)|arrears|overdue (?:payment|balance)|account is (?:not active|in arrears|suspended)/,
  /余额(?:不足|已用完|为0)|額度不足|额度(?:不足|已用完|已用尽)|欠费|账户余额|賬戶餘額|餘額不足|资源包|请充值|用户额度/,
  /残高(?:が)?(?:不足|足りません|ありません)|クレジット(?:が|の)?.{0,6}(?:不足|足りません|残高|ありません)|잔액(?:이)? ?(?:부족|없)|크레딧(?:이)? ?(?:부족|없|소진)/,
  /guthaben.{0,30}(?:aufgebraucht|reicht nicht|nicht aus|erschöpft|zu niedrig|leer)|(?:kein|nicht genügend|nicht genug|unzureichendes) guthaben|kontostand.{0,20}(?:niedrig|nicht)/,
  /(?:solde|crédits?).{0,30}(?:insuffisant|épuisé)|saldo.{0,20}(?:insuficiente|agotado|esgotado)|(?:fondos|créditos|fundos) (?:insuficientes|agotados|esgotados)|crédito (?:insuficiente|agotado)/,
  /(?:credito|saldo) (?:insufficiente|esaurito)|(?:saldo|tegoed|krediet).{0,20}(?:onvoldoende|ontoereikend)|onvoldoende (?:saldo|tegoed|krediet)|otillräckligt (?:saldo|kredit)|nedostatečn.{1,3} (?:zůstatek|kredit)/,
  /niewystarczając.{1,4} (?:środk|sald|kredyt)|brak środków|(?:bakiye|kredi).{0,12}yetersiz|yetersiz (?:bakiye|kredi)|saldo tidak (?:men)?cukup|(?:số dư|tài khoản).{0,12}không đủ|(?:رصيد|الرصيد).{0,12}غير كاف/,
  /недостаточно (?:средств|кредитов|баланса)|(?:баланс|средства|кредиты).{0,20}(?:исчерпан|недостаточ|закончил)|пополните (?:баланс|счет|счёт)/,
);
/** These also appear when a per-minute limit is used up. */
const quotaWords = anyOf(
  /exceeded your (?:current |monthly )?quota|quota (?:has been )?exceeded|\bbilling\b|out of quota|monthly (?:usage )?limit|spending limit|budget (?:has been )?exceeded|exceededbudget/,
  /配额(?:不足|已用完|已用尽|已超)|超出配额|クォータ|割り当て.{0,10}超|할당량.{0,10}초과|kontingent.{0,20}(?:überschritten|erschöpft|aufgebraucht)|quota.{0,15}(?:dépassé|épuisé)|cuota.{0,20}(?:excedid|superad|agotad)|квот[аыу].{0,20}(?:превыш|исчерп)|превышена квота|cota.{0,20}(?:excedid|esgotad)/,
);
const perTime = /per[ _-]?(?:min|day|hour|sec|month)|\b[rt]p[md]\b|\bdaily\b|retry|limit: [1-9]/;
const nothingFree = /limit: 0\b/;

const limited = anyOf(
  /rate[ _-]?limit|too[ _]many[ _]requests|requests per (?:min|day|hour|sec)|tokens per (?:min|day)|(?:daily|hourly)[^.]{0,30} limit|limit[^.]{0,30} (?:for today|(?:per|a) day)|concurren(?:cy|t requests)|resource[ _]exhausted|throttl|usage limit|request limit/,
  /限流|限速|过于频繁|過於頻繁|请求(?:次数|数)?过多|速率限制|并发(?:数|请求)?.{0,6}(?:超|限|过)|レート制限|リクエスト(?:が|数が)?多すぎ|요청.{0,8}(?:한도|제한|너무 많)/,
  /zu viele anfragen|ratenlimit|trop de requêtes|limite de (?:débit|requêtes)|demasiadas (?:solicitudes|peticiones)|límite de (?:velocidad|solicitudes|tasa|peticiones)|слишком много запросов|превышен(?:о)? (?:лимит|частот|число) ?запрос|muitas (?:solicitações|requisições)|limite de (?:taxa|requisições|solicitações)/,
);
const tooLarge =
  /request (?:body |entity )?(?:is )?too large|reduce your message size|tokens must be reduced|tokens_limit_reached|payload too large|entity too large|body exceeded|请求体过大/;

const tooLong = anyOf(
  /context[ _-]?(?:length|window|size|limit)|maximum context|context the overflows|exceed_context|prompt is too long|too many (?:input )?tokens|reduce the (?:length|number of)|token limit/,
  /exceeds? (?:the )?(?:available |model'?s? )?(?:context|max(?:imum)? (?:number of (?:input )?tokens|input|prompt|allowed))|(?:input|prompt)(?: token)?(?: count| length)?[^.]{0,30}exceeds?\b|prompt[^.]{0,30}(?:greater|larger|longer) than|max_seq_len|max(?:imum)? (?:input|prompt)[ _](?:length|tokens?)|range of input length|tokens? > \d{1,9} max/,
  /(?:input|prompt|message|conversation|request|text|content)s? (?:is|are|was|were|text is) too (?:long|large for)|string_above_max|too long for (?:the |this |requested )?model|input (?:tokens?|length)[^.]{0,40}(?:limit|maximum|longer)/,
  /上下文.{0,14}(?:超|过长|限制|太长)|超(?:出|过|過).{0,14}(?:上下文|最大长度|最大輸入|token|字数)|输入.{0,10}(?:过长|太长|超)|token.{0,10}(?:超出|超过|超限)|コンテキスト.{0,24}(?:超|上限|長すぎ)|入力.{0,10}(?:長すぎ|超え)|トークン.{0,12}(?:上限|超)|컨텍스트.{0,16}(?:초과|깁니다|길이)|토큰.{0,14}초과|입력.{0,8}너무 (?:깁|길)/,
  /kontext(?:länge|fenster|größe|limit)|(?:eingabe|anfrage|nachricht|prompt|konversation).{0,24}zu lang(?!e|s)|zu viele tokens?|contexte.{0,40}(?:dépass|trop)|(?:longueur|fenêtre|taille).{0,20}contexte|(?:invite|message|requête|entrée).{0,20}trop long/,
  /(?:longitud|ventana|tamaño).{0,20}contexto|contexto.{0,30}(?:exced|super)|(?:entrada|mensaje|mensagem|solicitud|prompt).{0,24}(?:demasiado|muito) larg|(?:entrada|mensaje|mensagem|prompt).{0,24}(?:demasiado|muito) (?:larg|long)/,
  /(?:длин|размер|окн)[аыуео]?.{0,16}контекст|контекст.{0,30}превыш|превыш.{0,30}контекст|(?:запрос|сообщение|текст).{0,16}слишком длинн|(?:comprimento|janela|tamanho).{0,20}contexto/,
);
/** Complaints about the requested answer length, not about the input. */
const answerTooLong =
  /max(?:_completion|_output|_new)?_tokens[^.]{0,30}(?:too (?:large|big|high)|must be|exceeds the (?:model|limit for))|at most \d{1,9} completion tokens/;
/** Complaints that input and answer together are too long. */
const wholeTooLong =
  /maximum context[^]{0,200}(?:your (?:request|prompt|messages?)|in the messages|input tokens)/;

const badKey = anyOf(
  /(?:invalid|incorrect|wrong|expired|bad|unknown|malformed|revoked|missing|no)[ _](?:x-)?(?:api[ _-]?)?(?:key|token|credentials?)\b|(?:api[ _-]?key|token|credentials?)[^.]{0,20}(?:not valid|invalid|incorrect|expired|revoked|is missing|not found|was not provided)|api_key_invalid/,
  /\bunauthenticated\b|authentication|\bunauthori[sz]ed\b|not authenticated|no auth credentials|didn't provide an api key/,
  /(?:key|密钥|密鑰|令牌|token|凭证).{0,12}(?:无效|無效|不正确|错误|过期|失效|不存在)|(?:无效|無效|错误)的?.{0,6}(?:key|令牌|密钥|密鑰|token)|(?:认证|鉴权|身份验证|授权)失败|未提供令牌|未授权/,
  /キー.{0,10}(?:無効|正しくありません|間違|有効ではありません)|無効な.{0,6}キー|認証.{0,8}(?:エラー|失敗)|키.{0,10}(?:유효하지|잘못|올바르지)|(?:잘못된|유효하지 않은).{0,8}키|인증.{0,8}(?:실패|오류)/,
  /(?:ungültige[rn]?|falsche[rn]?).{0,10}(?:schlüssel|key|token)|schlüssel.{0,24}(?:ungültig|falsch|abgelaufen)|authentifizierung.{0,24}fehl|nicht autorisiert|cl[ée].{0,12}(?:invalide|incorrecte|expirée)|cl[ée].{0,16}n['’]est pas valide|authentification.{0,16}échou|non autorisé/,
  /clave.{0,24}(?:inválid|incorrect|no (?:es )?válida|caducad)|no autorizado|autenticación.{0,16}fall|(?:error|falló).{0,8}autenticación|chave.{0,24}(?:inválid|incorret|expirad|não é válida)|não autorizado|(?:falha|erro).{0,8}autenticação|autenticação.{0,12}falh/,
  /(?:неверн|недействительн|неправильн|некорректн)[а-я]{1,4}.{0,12}(?:ключ|токен)|(?:ключ|токен).{0,16}(?:недействител|невер|неправил|истек|истёк)|ошибка (?:аутентификации|авторизации)|не авторизован/,
);

const elsewhere = anyOf(
  /(?:country|region|territory|location)[^.]{0,40}(?:not supported|unsupported|not available|not allowed|restricted|blocked)|unsupported_country|(?:not|un)[ -]?(?:available|supported) in your (?:country|region|location)|region_not_supported/,
  /(?:地区|地域|国家|區域|区域).{0,8}(?:不支持|不可用|受限|不提供)|不支持.{0,6}(?:地区|区域|国家)|お住まいの.{0,16}(?:利用できません|対応)|(?:국가|지역).{0,10}(?:지원|사용할 수 없)/,
  /nicht in (?:ihrem|deinem) (?:land|gebiet)|(?:ihr|dein)em? (?:land|region).{0,20}nicht (?:verfügbar|unterstützt)|votre (?:pays|région)|su (?:país|región)|ваш(?:ей|ем) (?:стран|регион)|seu país|sua região/,
);
const fromHere =
  /ip[ _]?(?:address)?[ _](?:is )?not[ _](?:authori[sz]ed|allowed|whitelisted)|ip_not_authorized|ip.{0,6}白名单/;
const noMember =
  /must be a member of an organi[sz]ation|no (?:such )?organi[sz]ation|not a member of/;

const filtered = anyOf(
  /content[ _]?filter|content[ _]policy|content[ _]management[ _]policy|responsible ?ai|safety (?:system|filter|policy)|data_inspection_failed|inappropriate content|content (?:was )?(?:flagged|blocked)|flagged (?:by|for)|prompt was flagged|violates (?:our |the )?(?:content|usage|safety) (?:guidelines|polic)|moderation|prohibited_content|risk control|content exists risk/,
  /内容.{0,6}(?:审核|违规|安全|敏感)|敏感(?:词|内容)|不当内容|コンテンツ(?:フィルタ|ポリシー)|콘텐츠.{0,6}(?:필터|정책)|inhaltsfilter|filtre de contenu|filtro de contenido|filtro de conteúdo|фильтр.{0,10}содержим/,
);

const noLoadedModel =
  /no models? (?:is |are )?(?:currently )?loaded|model (?:is )?not loaded|please load a model|没有加载模型/;
const noModel = anyOf(
  /model[_ ]?not[_ ]?found|not_found_error (?:\S{1,20} )?model: |deployment[_ ]?not[_ ]?found|deployment[^.]{0,60}(?:does not exist|not found)|(?:no such|unknown|invalid|unsupported) model|not a valid model|notfoundmodel|endpointormodel/,
  /model\b[^.]{0,120}(?:not found|not exist|unknown|not available|unavailable|no longer|decommissioned|deprecated and|not a valid|not supported|not been deployed|do(?:es)? not have access|don't have access|no access)/,
  /access (?:to )?(?:the )?model|model_not_available|no available channels?|no endpoints found for|no allowed providers|is not a valid model/,
  /模型.{0,30}(?:不存在|未找到|找不到|已下线|不可用|没有权限|无权|未开通|不支持)|(?:不支持|找不到|未找到|没有).{0,10}模型|无可用渠道|無可用渠道/,
  /モデル.{0,30}(?:見つかりません|存在しません|利用できません|サポートされていません)|모델.{0,30}(?:찾을 수 없|존재하지|사용할 수 없|지원되지)|modell.{0,60}(?:nicht (?:gefunden|verfügbar|vorhanden)|existiert nicht)|modèle.{0,60}(?:introuvable|n['’]existe pas|(?:non|pas) (?:été )?trouvé|indisponible)/,
  /modelo.{0,60}(?:no (?:existe|se encontr|está disponible|encontrado)|não (?:existe|foi encontrado|encontrado|está disponível))|модел[ьи].{0,60}не (?:найден|существует|доступн)/,
);
/** The model exists, but access is restricted. */
const gated =
  /access to model[^.]{0,120}(?:restricted|gated)|gated (?:repo|model)|model[^.]{0,60}\bgated\b|must (?:have|be granted) access to/;
/** Sends the request to the Responses API, by its path or its name. */
const responsesOnly = anyOf(
  /\bonly (?:be )?(?:supported|available|accessible|served|usable|works?)[^.]{0,40}(?:\/responses\b|\bresponses[- ](?:api|endpoint))/,
  /\b(?:use|try|call|to|via|through|requires?|needs?) (?:the )?[`'"]?(?:openai )?(?:\/?v1\/responses\b|\/responses\b|responses[- ](?:api|endpoint))/,
  /(?:仅支持|只支持|请使用).{0,12}responses/,
);
/** The server, or the model there, has no Responses API. */
const noResponses =
  /responses[- ](?:api|endpoint)[`'"]?(?: is| are)? (?:not|un)[ -]?(?:currently )?(?:supported|available|enabled|implemented)|(?:does not|doesn't|not) support(?:ed)?[^.]{0,30}(?:\/responses\b|responses[- ](?:api|endpoint))/;
const notForChat =
  /not (?:supported )?in (?:the )?v1\/chat\/completions|not a chat model|does not support chat|is an embedding|operationnotsupported|does not (?:support|work with)[^.]{0,20}chat ?completions?/;
const dataPolicy =
  /data policy|privacy settings|zero data retention|data[ _-]?retention (?:policy|requirement)/;

const noSystem = anyOf(
  /system (?:role|message|prompt|instruction)s?[^.]{0,30}(?:not (?:be )?(?:supported|allowed|permitted|enabled|accepted)|unsupported)|(?:developer|system) instructions? (?:is|are) not enabled/,
  /does(?: not|n't) (?:support|accept|allow)[^.]{0,20}\bsystem\b|only user(?:,| and) (?:tool,? and )?assistant roles|unexpected role[^.]{0,4}system|(?:invalid|unknown|unsupported)[^.]{0,24}role[^.]{0,10}system|unknown variant `system`|role[^.]{0,40}(?:should|must) be (?:one of )?[^.]{0,10}user[^.]{0,10}assistant/,
  /不支持.{0,6}system|system.{0,12}不支持|システム(?:ロール|メッセージ|プロンプト).{0,16}(?:サポートされていません|使用できません)|시스템.{0,12}지원/,
);
const badOrder =
  /roles? must alternate|must alternate|should alternate|alternate (?:user|between)|alternating|successive (?:user|assistant)|consecutive (?:user|assistant)|interleave the user|expected last role|last message must|first message must|must (?:start|begin) with (?:a )?(?:user|human)|invalid_request_message_order|roles must|role.{0,20}交替|must end with (?:a |the )?user|assistant (?:message |response )?prefill/;
const emptyContent =
  /(?:content|message|text)s?[^.]{0,60}(?:must (?:not be empty|be non-?empty|contain non-?whitespace|have non-?empty)|non-?empty|(?:cannot|can't|may not|should not) be (?:empty|blank|null)|is empty|不能为空)/;
const toolOrder =
  /tool_calls?[^.]{0,80}(?:must be followed|preceding|without|missing|not found|did not have response)|tool_call_id|tool_use[^.]{0,80}tool_result|role 'tool'|tools?=? param|no tool (?:call|output)/;

const noImages =
  /image|vision|visual|multi-?modal|modalit|mmproj|content[ _-]?(?:type|part)|input_?type|must be a string|expected (?:a )?`?(?:string|text)|unknown variant/;
const imageTooLarge =
  /too (?:large|big|many)|exceed|maximum|at most [1-9]|limit|dimension|resolution|megapixel/;

const tooManyImages =
  /at most [1-9]\d{0,3} images?|too many images|(?:max(?:imum)?|limit)(?: number)?(?: of)? (?:\d{1,4} )?images|up to \d{1,4} images/;

const noMemory =
  /requires? more (?:system |gpu |video )?memory|\bout of (?:system |gpu |device |video |cuda )?memory\b|outofmemoryerror|not enough (?:free )?(?:system |gpu |video )?memory|insufficient (?:system |gpu |video )?memory|too large to fit/;
const overloaded = anyOf(
  /overloaded|over capacity|at capacity|capacity (?:is )?exceeded|server (?:is )?(?:too )?busy|high (?:demand|load)|engine_overloaded/,
  /负载(?:过高|较高|已达)|服务(?:器)?繁忙|过载|混み合って|過負荷|과부하|überlastet|surchargé|sobrecargad|sobrecarregad|перегружен/,
);
const parameter =
  /unsupported[ _](?:value|parameter)|unknown[ _](?:parameter|field|argument|name)|unrecognized (?:request )?(?:argument|field|parameter)|extra inputs? (?:are|is) not permitted|extra_forbidden|unexpected (?:keyword|field|argument|parameter)|does not support (?:the )?(?:parameter|temperature|top_p)|invalid (?:temperature|top_p|top_k|max_tokens|presence_penalty|frequency_penalty)\b|does not support (?:thinking|reasoning)|不支持.{0,6}参数/;
const barred =
  /just a moment|attention required|enable javascript and cookies|captcha|zscaler|fortigate|fortiguard|netskope|forcepoint|barracuda|web ?(?:page|site)[^.]{0,20} blocked|blocked by (?:your |the )?(?:network |system )?administrator|url filter|checking your browser|ddos protection|access denied|you have been blocked|ray id/;
const wantsTls = /plain http request was sent to https/;

/** Servers that do not know the path, and messages that say nothing more than that. */
const noEndpoint =
  /unexpected endpoint|unknown_url|invalid url|no static resource|no route|route not found|cannot (?:post|get) \/|unknown (?:request )?(?:url|path|endpoint)|unrecognized request url|page not found|endpoint not found|method not allowed|resource not found|unsupported method/;
const onlyNotFound =
  /^(?:[\s"':;,.{}[\]]|404|detail|error|message|not[ _]found(?:_error)?|true|false|null|status|code|ok)*$/;

/** True for lower-case text that says a model is being loaded. */
export function looksLikeLoading(words: string): boolean {
  return loading.test(words) && !failsToLoad.test(words);
}

/** Texts of llama.cpp and other local servers that refuse a request with a 500. */
const wrongRequest =
  /image input is not supported|mmproj|jinja exception|error rendering prompt|failed to parse (?:messages|tools|tool call)/;

/** True for lower-case text that blames the request: sent again, it fails again. */
export function looksLikeWrongRequest(words: string): boolean {
  return [wrongRequest, noSystem, badOrder, toolOrder, tooLong].some((each) => each.test(words));
}

/** The reason that the text gives regardless of the status; the most reliable are checked first. */
function fromWords(refusal: Refusal): RefusalReason | null {
  const { status, words, retryAfterMs } = refusal;
  if (looksLikeLoading(words)) return 'loading';
  if (unverified.test(words)) return 'organization_unverified';
  if (noSystem.test(words)) return 'system_role';
  if (noResponses.test(words)) return 'no_endpoint';
  if (responsesOnly.test(words)) return 'responses_only';
  if (notForChat.test(words)) return 'model_not_for_chat';
  if (dataPolicy.test(words)) return 'data_policy';
  if (noMoney.test(words)) return 'quota';
  if (quotaWords.test(words) && status < 500) {
    if (nothingFree.test(words)) return 'quota';
    return retryAfterMs !== undefined || perTime.test(words) ? 'rate_limit' : 'quota';
  }
  if (filtered.test(words)) return 'content_filter';
  if (tooLarge.test(words)) {
    return refusal.hasImages && !words.includes('token') ? 'image_size' : 'request_size';
  }
  if (fromHere.test(words)) return 'network_not_allowed';
  if (noMember.test(words)) return 'no_organization';
  if (elsewhere.test(words)) return 'region';
  if (limited.test(words)) return 'rate_limit';
  if (answerTooLong.test(words) && !wholeTooLong.test(words)) return 'parameter';
  if (tooLong.test(words) && ![429, 408, 504, 524].includes(status)) return 'context_length';
  if (noMemory.test(words)) return 'out_of_memory';
  if (noLoadedModel.test(words)) return 'no_model_loaded';
  if (badOrder.test(words)) return 'message_order';
  if (toolOrder.test(words)) return 'message_order';
  return null;
}

/** llama.cpp refuses images with a 500, OpenRouter with a 404. */
function refusesImages({ status, words, hasImages }: Refusal): boolean {
  if (!hasImages) return false;
  if (status === 500) return /image|mmproj|multi-?modal/.test(words);
  if (status === 413 || status === 415) return true;
  return [400, 404, 422].includes(status) && noImages.test(words);
}

/** Reasons that the text gives only together with a status that is not the server's own fault. */
function fromBoth(refusal: Refusal): RefusalReason | null {
  const { status, words, namesModel, isJson } = refusal;
  if (refusesImages(refusal)) {
    if (tooManyImages.test(words)) return 'image_count';
    return status === 413 || imageTooLarge.test(words) ? 'image_size' : 'images';
  }
  if (isMissing(status)) {
    if (noEndpoint.test(words) || onlyNotFound.test(words)) return 'no_endpoint';
    if (!namesModel) return isJson ? 'no_model_list' : 'no_endpoint';
    if (noModel.test(words)) return 'model_not_found';
    return isJson ? null : 'no_endpoint';
  }
  if (status === 403 && !isJson && barred.test(words)) return 'barred';
  if (badKey.test(words) && status < 500) return 'auth';
  if (emptyContent.test(words) && status < 500) return 'message_order';
  if (parameter.test(words) && status < 500) return 'parameter';
  if (gated.test(words) && namesModel && status !== 429) return 'not_allowed';
  if (noModel.test(words) && namesModel && ![401, 429].includes(status)) return 'model_not_found';
  if (wantsTls.test(words)) return 'wants_tls';
  return overloaded.test(words) ? 'overloaded' : null;
}

/** True for statuses that mean something does not exist. */
function isMissing(status: number): boolean {
  return [404, 405, 410, 501].includes(status);
}

/** The reason for a status when the text gives none. */
function fromStatusAlone(status: number): RefusalReason | null {
  switch (status) {
    case 401:
      return 'auth';
    case 402:
      return 'quota';
    case 403:
      return 'not_allowed';
    case 413:
      return 'request_size';
    case 429:
      return 'rate_limit';
    case 529:
      return 'overloaded';
    default:
      return status >= 300 && status < 400 ? 'redirect' : null;
  }
}

/** The reason for a refusal. What the body says outranks the status. null if neither gives one. */
export function reasonOf(refusal: Refusal): RefusalReason | null {
  const { status } = refusal;
  if (status >= 300 && status < 400) return 'redirect';
  if (status === 402) return 'quota';
  return fromWords(refusal) ?? fromBoth(refusal) ?? fromStatusAlone(status);
}
