import { Module } from '@nestjs/common';
import { AuthController } from './http/auth.controller.js';
import { DemoController } from './http/demo.controller.js';
import { MesSecteursController } from './http/mes-secteurs.controller.js';
import { MoiController } from './http/moi.controller.js';
import { PreferencesController } from './http/preferences.controller.js';
import { VuesController } from './http/vues.controller.js';
import { IdentitePinOtp } from './usecases/identite-pin-otp.js';

/** Sign-in, sessions, profiles, and what users keep for themselves. SecurityModule must be imported beside it. */
@Module({
  controllers: [
    AuthController,
    DemoController,
    MoiController,
    MesSecteursController,
    PreferencesController,
    VuesController,
  ],
  providers: [IdentitePinOtp],
})
export class ComptesModule {}
