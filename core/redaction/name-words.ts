/** Words of consoles in the languages that they are used in: which columns hold people, and what is no person's name. */

const list = (words: string) => words.trim().split(/\s*\|\s*|\s*\n\s*/);
const oneOf = (words: string) => new RegExp(`^(?:${list(words).join('|')})$`, 'iu');

/** Titles under which people stand and nothing else. */
export const personTitle = oneOf(`
full ?name | display ?name | real name | legal name | preferred name | first name | last name | given name | family name | surname | middle name
(?:user|member|employee|contact|customer|owner|person|account holder|cardholder|card holder|administrator|manager|approver|author|assignee|requester|reporter)(?:'s)? (?:full )?name
owners? | owned by | members? | assignees? | assigned to | assigned by | assigned user | employees? | person | people | managers? | line manager | supervisor | approvers? | approved by
reviewers? | reviewed by | requesters? | requested by | requestor | reporter | reported by | authors? | created by | creator | modified by | updated by | last modified by | changed by | performed by | actor
contacts? | contact person | responsible | accountable | risk owner | control owner | asset owner | data owner | process owner | custodian | attendees? | participants? | trainee | cardholder | account holder
initiated by | submitted by | uploaded by | granted by | invited by | committer | signed by | signatory | primary contact | technical contact | user ?/ ?owner
vollständiger name | anzeigename | vorname | nachname | familienname | besitzer | eigentümer(?:in)? | inhaber | mitglied(?:er)? | zugewiesen an | zuständig | zuständige(?:r| person)? | bearbeiter(?:in)? | verantwortlich(?:er|e)? | mitarbeiter(?:in|innen)? | ansprechpartner | erstellt von | geändert von | genehmigt von | vorgesetzter | prüfer | antragsteller | benutzername \\(anzeige\\)
nom complet | nom d'affichage | nom affiché | prénom | nom de famille | nom et prénom | propriétaires? | membres? | attribué à | assigné à | responsable | employés? | créé par | modifié par | approuvé par | collaborateurs? | contact
nombre completo | nombre para mostrar | nombre y apellidos | apellidos? | propietario | miembros? | asignado a | responsable | empleados? | creado por | modificado por | aprobado por
nome completo | nome visualizzato | cognome | sobrenome | proprietario | proprietário | membri | membros? | assegnato a | atribuído a | responsabile | responsável | dipendente | funcionário | creato da | criado por | modificato da
volledige naam | weergavenaam | voornaam | achternaam | eigenaar | lid | leden | toegewezen aan | medewerker | gemaakt door | verantwoordelijke
imię i nazwisko | imię | nazwisko | właściciel | członek | przypisane do | pracownik | celé jméno | jméno a příjmení | příjmení | vlastník | člen | zaměstnanec | fullständigt namn | visningsnamn | förnamn | efternamn | ägare | medlem | medlemmar | tilldelad | ansvarig | fulde navn | fornavn | efternavn | ejer | koko nimi | omistaja | jäsen
полное имя | фамилия | фио | владелец | участник | сотрудник | исполнитель | ответственный | повне ім'я | власник | ad soyad | tam ad | adı soyadı | sahip | üye | çalışan | ονοματεπώνυμο | κάτοχος | teljes név | tulajdonos | nume complet | proprietar
氏名 | 姓名 | 表示名 | 姓 | 所有者 | 担当者 | 担当 | メンバー | オーナー | 社員名 | 作成者 | 更新者 | 承認者 | 显示名称 | 拥有者 | 负责人 | 成员 | 创建者 | 员工 | 성명 | 표시 이름 | 소유자 | 담당자 | 구성원 | 직원 | 작성자 | الاسم الكامل | المالك | الموظف | שם מלא | בעלים | पूरा नाम | họ và tên | họ tên | nama lengkap | pemilik
`);

/** Titles that mean people in a table of users only, or hold logins. */
export const userTitle = oneOf(`
name | nom | имя | 名前 | 이름 | الاسم | שם | नाम | ชื่อ | nama | user | users | account | login | login name | user ?name | username | user id | userid | user principal name | logon name | sam ?account ?name | identity | principal | subject | uid
benutzer | benutzer(?:in|innen) | benutzername | nutzer | anmeldename | konto | utilisateurs? | nom d'utilisateur | identifiant | usuarios? | nombre de usuario | nombre | cuenta | utenti | utente | nome utente | nome | nome de usuário | utilizador | gebruikers? | gebruikersnaam | naam | użytkownik | nazwa użytkownika | nazwa | uživatel | uživatelské jméno | jméno | användare | användarnamn | namn | bruger | brugernavn | navn | bruker | brukernavn | käyttäjä | käyttäjänimi | nimi
пользователь | имя пользователя | логин | користувач | kullanıcı | kullanıcı adı | ad | χρήστης | felhasználó | felhasználónév | név | utilizator | nume | ユーザー | ユーザー名 | ユーザ | ログイン名 | アカウント | 用户 | 用户名 | 使用者 | 账户 | 账号 | 사용자 | 사용자 이름 | 사용자명 | 계정 | المستخدم | اسم المستخدم | משתמש | שם משתמש | उपयोगकर्ता | ผู้ใช้ | người dùng | pengguna
`);

/** Titles beside which a "Name" is a person's. */
export const userTableTitle = new RegExp(
  `^(?:${list(`
e-?mails?(?: address(?:es)?)? | mail | username | user ?name | login(?: name)? | last (?:log-?in|sign-?in|login date) | mfa(?: status| enabled)? | 2fa | two-factor.* | multi-factor.* | job title | department | phone(?: number)? | mobile | manager | employee id | sign-in status | hire date
e-?mail-adresse | letzte anmeldung | abteilung | telefon | adresse e-?mail | adresse électronique | dernière connexion | téléphone | correo(?: electrónico)? | último acceso | departamento | cargo | teléfono | ultimo accesso | reparto | telefono | e-mailadres | laatst ingelogd | afdeling | adres e-mail | ostatnie logowanie | dział | e-postadress | senaste inloggning | avdelning
электронная почта | почта | отдел | должность | メールアドレス | メール | 部署 | 役職 | 最終ログイン | 邮箱 | 电子邮件 | 部门 | 이메일 | 부서 | 마지막 로그인 | البريد الإلكتروني | القسم | דוא"ל | e-posta | departman | email | eposta
`).join('|')})$`,
  'iu',
);

/** Titles that tables of people do not have: beside them a "Name" is a thing's. */
export const thingTitle =
  /^(?:serial(?: number)?|seriennummer|versions?|os|operating system|betriebssystem|model|modell|size|größe|hostname|host|url|platform|path|port|mac(?: address)?)$/iu;

/** Titles that tables of things have rather than those of people. */
export const likelyThingTitle =
  /^(?:ip(?: address)?|ip-adresse|adresse ip|types?|typ|members|mitglieder|users|benutzer|region|description|beschreibung|value|wert)$/iu;

/** Titles of columns of logins, which are people's in any table. */
export const loginTitle =
  /^(?:users?|user ?name|user ?id|login(?: name)?|logon name|account name|sam ?account ?name|signed in as|logged in as|benutzer(?:name)?|utilisateur|usuario|utente|gebruiker|ユーザー|用户|사용자)$/iu;

/** A heading or a title of a page that lists people. */
export const userHeading =
  /\b(?:users?|members?|people|employees?|staff|accounts|contacts|administrators|admins|assignees|owners|directory|team members|guests|attendees|participants|reviewers|benutzer(?:innen)?|mitarbeiter(?:innen)?|mitglieder|personen|utilisateurs|membres|employés|personnel|collaborateurs|usuarios|miembros|empleados|utenti|membri|dipendenti|usuários|membros|funcionários|gebruikers|leden|medewerkers|użytkownicy|członkowie|pracownicy|uživatelé|zaměstnanci|användare|medlemmar|anställda|brugere|käyttäjät|kullanıcılar|üyeler|felhasználók)\b|пользовател|сотрудник|участник|ユーザー|メンバー|社員|用户|成员|员工|사용자|구성원|직원|المستخدم|الموظف|משתמשים/iu;

/** Words of roles, groups, services and states: a cell with one of them is no person. */
export const notNames = new Set(
  list(`
admin | admins | administrator | administrators | administration | administrateur | administrador | team | teams | group | groups | gruppe | groupe | grupo | squad | guild | crew | department | dept | division | unit | office | desk | helpdesk | committee | board | council
service | services | system | systems | systemadministrator | account | accounts | user | users | member | members | owner | owners | editor | editors | viewer | viewers | reader | readers | writer | auditor | auditors | operator | operators | manager | managers | guest | guests | contributor | contributors | developer | developers | reporter | maintainer | moderator | approver | reviewer | reviewers | analyst | engineer | engineers | officer | director | lead | head | chief | assistant | intern | consultant | contractor | contractors | specialist | coordinator | architect | technician
support | engineering | security | finance | financial | sales | marketing | legal | hr | human | resources | operations | ops | devops | secops | sre | it | infra | infrastructure | platform | product | design | data | research | quality | compliance | risk | procurement | accounting | payroll | facilities | logistics | communications | customer | success | billing | training | backend | frontend | network | networking | database | databases | cloud | mobile | web | release | incident | response | identity | access | privacy
role | roles | policy | policies | rule | rules | permission | permissions | default | custom | standard | basic | premium | enterprise | global | local | internal | external | public | private | shared | read | write | only | full | limited | super | power | root | sudo | system-wide | built-in | builtin
bot | bots | robot | agent | api | app | apps | application | integration | connector | webhook | scanner | backup | monitoring | monitor | deploy | deployment | pipeline | build | ci | cd | cron | scheduler | daemon | automation | automated | sync | export | import | migration | test | testing | demo | staging | production | prod | dev | sandbox | server | client | device | host | gateway | proxy | console | dashboard | portal | kiosk | printer | scanner | room | meeting | mailbox | noreply | no-reply | postmaster | webmaster | hostmaster | info | contact | contacts | hello | office | reception | newsletter | alerts | notifications
everyone | anyone | anybody | nobody | none | all | any | unknown | unassigned | anonymous | multiple | various | other | others | empty | n/a | na | not | never | no | yes | true | false | on | off | enabled | disabled | active | inactive | pending | invited | suspended | locked | blocked | expired | approved | rejected | open | closed | new | draft | current | former | deleted | archived | total | select | edit | delete | remove | add | view | show | more | actions | action | you | me | self | and | or | of | the | for | with | to | in | by | from
organisation | organization | company | corporation | corp | inc | llc | ltd | gmbh | ag | sarl | vendor | supplier | partner | partners | third | party | tenant | workspace | domain | project | projects | environment | region | site | branch | main | primary | secondary | temporary | emergency | break | glass | breakglass | key | keys | token | tokens | secret | certificate | license | licence | plan | name | email | login | password | mfa | vpn | ssh | sso | saml | ldap | wifi | windows | linux | macos | ubuntu | debian | chrome | firefox | android | iphone | ipad | macbook | laptop | desktop | router | firewall | switch
microsoft | google | amazon | azure | aws | github | gitlab | slack | okta | jira | confluence | jenkins | datadog | salesforce | zoom | dropbox | adobe | oracle | cisco
benutzer | nutzer | dienst | dienstkonto | abteilung | verwaltung | vertrieb | buchhaltung | personal | personalabteilung | technik | leitung | leiter | geschäftsführung | entwicklung | sicherheit | alle | keine | niemand | unbekannt | gast | gäste | mitglied | mitglieder | rolle | richtlinie | aktiv | inaktiv | administratoren | prüfer | besitzer
équipe | service | utilisateur | utilisateurs | tous | aucun | inconnu | invité | comptabilité | ventes | sécurité | direction | rôle | actif | inactif | lecteur | éditeur | propriétaire | administrateurs
equipo | usuario | usuarios | todos | ninguno | desconocido | invitado | contabilidad | ventas | seguridad | dirección | rol | activo | lector | propietario | administradores | squadra | utente | utenti | tutti | nessuno | sconosciuto | ospite | contabilità | vendite | sicurezza | ruolo | attivo | amministratore | amministratori | equipe | usuário | nenhum | convidado | vendas | segurança | gebruiker | iedereen | niemand | onbekend | gast | verkoop | beveiliging | beheerder | beheerders | zespół | użytkownik | wszyscy | nikt | gość | sprzedaż | bezpieczeństwo
администратор | администраторы | группа | отдел | команда | пользователь | пользователи | все | никто | гость | роль | служба | поддержка | безопасность | система | активен
管理者 | 管理者グループ | 一般 | ゲスト | グループ | 全員 | なし | 不明 | システム | サービス | 部 | 課 | 営業部 | 開発部 | 管理员 | 管理員 | 访客 | 所有人 | 无 | 未知 | 系统 | 服务 | 财务部 | 技术部 | 관리자 | 그룹 | 게스트 | 전체 | 없음 | 시스템 | 영업팀 | 개발팀 | مدير | مشرف | مجموعة | ضيف | الكل | النظام | المدير | منشئ | מנהל | קבוצה | אורח | כולם | מערכת
svc | srv | adm | wheel | daemon | dba | www | mail | postgres | mysql | redis | nginx | apache | jenkins | ansible | terraform | grafana | prometheus | kafka | elastic | setup | sa | nologin | staff | ops
`),
);

/** Small words within names of people, written in lower case. */
export const particles = new Set(
  list(
    `de | del | della | delle | di | da | das | dos | do | du | des | la | le | los | las | el | al | van | von | vom | zu | zum | zur | der | den | ter | ten | te | 't | op | bin | bint | ibn | ben | bat | abu | ap | af | av | y | e | i | o | ni | mac | san | santa | st | st. | d' | 's`,
  ),
);

/** Titles and degrees around a name. */
export const honorifics =
  /^(?:(?:dr|prof|mr|mrs|ms|mx|sr|sra|srta|dipl\.?-ing|ing|mag|herr|frau|mme|mlle|m|don|doña|dott|dott\.ssa|eng|haji|sri|shri|smt)\.?\s+)+/iu;
