import { type Routes } from '@angular/router';
import { MessagesPage } from './messages';

export const routes: Routes = [{ path: '', title: 'Mes messages', component: MessagesPage }];
