import { Module } from '@nestjs/common';
import { AuthController } from './http/auth.controller.js';
import { DemoController } from './http/demo.controller.js';
import { MoiController } from './http/moi.controller.js';
import { IdentitePinOtp } from './usecases/identite-pin-otp.js';

/** Sign-in, sessions and profiles. SecurityModule must be imported beside it. */
@Module({
  controllers: [AuthController, DemoController, MoiController],
  providers: [IdentitePinOtp],
})
export class ComptesModule {}
