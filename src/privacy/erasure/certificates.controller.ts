import { Controller, Get, Param, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Matches } from 'class-validator';
import { Public } from '../../common/access';
import { CertificatePage } from './certificate-page';
import { Certificates } from './certificates.service';

class CertificateParams {
  @Matches(/^[0-9a-z]{26}$/) id: string;
}

/** Certificates of erasure, for whoever has their address: the erased person above all, who has nothing else any more. */
@Controller()
export class CertificatesController {
  constructor(
    private readonly certificates: Certificates,
    private readonly page: CertificatePage,
  ) {}

  @Get('certificates/:id')
  @Public('it holds nothing personal, and its address has 80 random bits')
  @Render('certificates/show')
  async show(@Param() { id }: CertificateParams) {
    return this.page.of(await this.certificates.of(id));
  }

  @Get('certificates/:id/certificate.json')
  @Public('it holds nothing personal, and its address has 80 random bits')
  async download(@Param() { id }: CertificateParams, @Res() response: Response) {
    const document = await this.certificates.of(id);
    response
      .attachment(`certificate-of-erasure-${id}.json`)
      .type('application/json')
      .send(`${JSON.stringify(document, null, 2)}\n`);
  }

  /** RFC 7517; certificates are checked against it. */
  @Get('.well-known/parlour-certificates.json')
  @Public('a public key')
  key() {
    return { keys: [{ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', x: this.certificates.publicKey }] };
  }
}
