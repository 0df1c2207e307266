import { Controller, Get, Param, Query, Render, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { Public } from '../../common/access';
import { Texts } from '../../common/texts';
import { CertificatePage } from './certificate-page';
import { Certificates } from './certificates.service';

class CertificateParams {
  @Matches(/^[0-9a-z]{26}$/) id: string;
}
class LanguageQuery {
  @IsOptional() @IsString() @MaxLength(200) language?: string;
}

/** Certificates of erasure, for whoever has their address: the erased person above all, who has nothing else any more. */
@Controller()
export class CertificatesController {
  constructor(
    private readonly certificates: Certificates,
    private readonly page: CertificatePage,
    private readonly texts: Texts,
  ) {}

  @Get('certificates/:id')
  @Public('it holds nothing personal, and its address has 80 random bits')
  @Render('certificates/show')
  async show(@Param() { id }: CertificateParams, @Query() { language }: LanguageQuery, @Req() request: Request) {
    const wishes = (language ?? request.headers['accept-language'] ?? '').split(',').map((wish) => wish.split(';')[0]!);
    return this.page.of(await this.certificates.of(id), this.texts.pick(wishes));
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
