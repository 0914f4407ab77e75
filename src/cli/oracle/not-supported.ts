/** A case asks for what the models or the engine do not offer; `message` names it. */
export class NotSupported extends Error {}
