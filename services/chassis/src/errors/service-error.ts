/** An expected failure with a code of the catalogue: the error handler turns it into the answer. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;

  /**
   * @param code a code of the service's catalogue
   * @param detail what is wrong in this request; never personal data, because it is answered and may be logged
   */
  constructor(code: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
