import type { errors as english } from '../en/errors.ts';
import type { Shape } from '../shape.ts';

export const errors: Shape<typeof english> = {
  internal:
    'Le programme a fait une erreur et cette étape n’a rien modifié. Réessayez ; si cela se reproduit, dites à votre administrateur ce que vous faisiez.',
  not_found: 'Cet élément n’est plus ici. Revenez à la liste et cherchez-le à nouveau.',
  ipc: {
    unknown_method: 'Cette fenêtre et le programme ne vont pas ensemble. Fermez la fenêtre et relancez le programme.',
    invalid_input: 'Un champ du formulaire n’est pas correct : {{path}}. Corrigez-le et enregistrez à nouveau.',
    key_reused: 'Ceci a déjà été envoyé avec un autre contenu. Vérifiez la liste avant de le saisir à nouveau.',
    key_missing: 'Cette fenêtre et le programme ne vont pas ensemble. Fermez la fenêtre et relancez le programme.',
    too_large: 'C’est trop volumineux pour un seul envoi. Réduisez la taille et réessayez.',
    disconnected:
      'Les données de la clinique n’ont pas répondu. Votre saisie est gardée : réessayez au retour de la connexion ; rien n’est enregistré deux fois.',
  },
  version: {
    conflict: 'Une autre personne a modifié ceci pendant votre saisie. Rechargez pour voir le changement, puis saisissez le vôtre.',
  },
  auth: {
    signed_out: 'Votre session est terminée. Reconnectez-vous ; votre saisie est gardée comme brouillon.',
    forbidden: 'Votre rôle ne le permet pas. Adressez-vous à l’administrateur si votre travail l’exige.',
    wrong_password: 'Le nom d’utilisateur ou le mot de passe est incorrect. Vérifiez le verrouillage majuscule et ressaisissez les deux.',
    locked_out: 'Trop de mots de passe incorrects. Attendez {{seconds}} secondes, puis réessayez.',
    last_administrator:
      'C’est le dernier administrateur actif : plus personne ne pourrait donner accès aux autres. Nommez d’abord un autre administrateur.',
    username_taken: 'Ce nom d’utilisateur est déjà pris ici. Choisissez-en un autre.',
    weak_password:
      'Ce mot de passe est trop facile à deviner. Prenez au moins 10 caractères qui ne soient ni un mot courant ni le nom d’utilisateur.',
    password_reused: 'Vous avez déjà eu ce mot de passe. Choisissez-en un qui n’est pas parmi vos cinq derniers.',
    must_change_password: 'Ce mot de passe vous a été donné pour une seule connexion. Choisissez maintenant le vôtre.',
    code_needed: 'Saisissez le code que votre application d’authentification affiche maintenant.',
    wrong_code: 'Ce code est incorrect ou a déjà servi. Attendez le suivant ou prenez un code de secours.',
    totp_setup_needed: 'Votre rôle exige des codes à usage unique. Commencez par les activer.',
    proof_needed: 'Saisissez à nouveau votre mot de passe : il faut une preuve de moins de cinq minutes.',
    locked: 'L’écran est verrouillé. Déverrouillez-le pour continuer ; votre saisie est gardée comme brouillon.',
    wrong_pin: 'Ce code PIN est incorrect. Essais restants : {{left}}.',
    weak_pin: 'Ce code PIN est parmi les premiers que l’on essaie. Choisissez six autres chiffres.',
    password_needed: 'Le code PIN ne suffit plus. Saisissez votre mot de passe.',
  },
  role: {
    name_taken: 'Un rôle porte déjà ce nom. Choisissez-en un autre.',
    built_in: 'Ce rôle fait partie du programme et ne peut pas être modifié. Composez plutôt un rôle à vous.',
    in_use: 'Ce rôle est encore attribué ({{holders}}). Donnez d’abord un autre rôle à ces personnes.',
  },
  audit: { too_many: 'Plus de {{most}} entrées correspondent. Réduisez le filtre, par exemple à un mois, puis exportez de nouveau.' },
  facility: {
    not_set_up: 'Aucun établissement n’est encore installé sur cet ordinateur. Commencez par l’installer.',
    already_set_up: 'Un établissement est déjà installé sur cet ordinateur. Connectez-vous.',
  },
  storage: {
    in_use:
      'Le dossier de données est utilisé par une autre copie de MedVault. Fermez l’autre fenêtre ou l’autre programme, puis réessayez.',
    wrong_key:
      'La clé de cet ordinateur n’ouvre pas le fichier de données. Remettez le fichier de clé ou le trousseau qui va avec, ou utilisez la clé de secours.',
    damaged:
      'Le fichier de données est endommagé et n’a pas été ouvert, pour ne rien aggraver. Gardez le dossier tel quel et restaurez la dernière sauvegarde dans un nouveau dossier.',
    newer_version:
      'Le fichier de données vient d’une version plus récente de MedVault. Installez cette version (ou une suivante) sur cet ordinateur.',
    full: 'Le disque est plein. Rien de ce qui est enregistré n’est perdu. Libérez de la place, puis réessayez.',
    not_writable:
      'Le dossier de données n’est pas accessible en écriture. Vérifiez que le disque est branché et que votre compte peut y écrire, puis réessayez.',
    key_missing: 'La clé qui ouvre le fichier de données manque. Remettez le fichier de clé ou utilisez la clé de secours.',
  },
  key: {
    weak_passphrase:
      'Cette phrase est trop facile à deviner. Prenez au moins {{shortest}} caractères : quatre ou cinq mots sans lien entre eux.',
    last: 'Rien d’autre n’ouvrirait les données au quotidien. Ajoutez d’abord une autre clé.',
    not_prepared: 'La nouvelle clé n’a pas été préparée ici, ou le programme a redémarré entre-temps. Rien n’a été modifié. Recommencez.',
    not_changed:
      'Les données n’ont pas pu être chiffrées de nouveau ({{what}} : {{why}}). Rien n’a été modifié et l’ancienne clé reste valable. Prévenez votre administrateur.',
  },
  recovery: {
    mistyped: 'Ce n’est pas une clé de secours. Elle compte sept groupes de quatre signes ; comparez-les avec la feuille et retapez-la.',
    wrong: 'Cette clé de secours appartient à d’autres données ou a été remplacée. Cherchez la feuille avec la bonne date.',
  },
  erasure: {
    not_confirmed: 'Le numéro saisi n’est pas celui de cette personne. Rien n’a été effacé. Saisissez le numéro affiché ci-dessus.',
    visit_open: 'Une visite de cette personne est encore ouverte. Rien n’a été effacé. Terminez d’abord la visite.',
    reason_names: 'Le motif ou la base légale nomme la personne et reste conservé. Rien n’a été effacé. Dites pourquoi sans nom ni numéro.',
  },
  backup: {
    not_found: 'Il n’y a pas de sauvegarde complète à cet endroit. Branchez la clé USB ou choisissez un autre dossier.',
    damaged: 'Ceci est endommagé ({{what}} : {{why}}) et n’a pas été utilisé ; rien n’a été modifié. Prenez une sauvegarde plus ancienne.',
    other_facility:
      'Cette sauvegarde est celle d’un autre établissement. Rien n’a été modifié. Choisissez une sauvegarde de cet établissement.',
    busy: 'Une sauvegarde est en cours. Attendez qu’elle soit terminée.',
    cancelled: 'La sauvegarde a été arrêtée. Les sauvegardes précédentes sont intactes.',
  },
  seat: {
    not_shared: 'Cette clinique n’est pas partagée sur le réseau local. Activez d’abord le partage, puis créez un code.',
    own: 'C’est l’ordinateur sur lequel vous travaillez. Connectez-vous sur un autre pour le retirer.',
    code_mistyped:
      'Ce n’est pas un code d’association : il a sept groupes de quatre signes. Comparez chaque groupe avec l’autre écran et saisissez-le à nouveau.',
    code_refused: 'Ce code est incorrect, a déjà servi ou date de plus de dix minutes. Demandez-en un nouveau à l’administrateur.',
    too_many_tries: 'Trop de codes incorrects. Attendez {{seconds}} secondes, puis réessayez.',
    wrong_computer:
      'Un autre ordinateur que celui de cette clinique a répondu. Rien ne lui a été envoyé. Vérifiez l’adresse ; si elle est juste, dites-le à votre administrateur.',
    revoked: 'Cet ordinateur n’est plus un poste de la clinique. Un administrateur peut l’associer à nouveau avec un nouveau code.',
    unreachable:
      'L’ordinateur de la clinique ne répond pas. Vérifiez qu’il est allumé, que les deux sont sur le même réseau, et l’adresse.',
    key_lost:
      'La clé de cet ordinateur pour la clinique ne peut pas être ouverte. Oubliez ici la clinique et associez à nouveau avec un nouveau code de l’administrateur.',
  },
  port: {
    in_use: 'Le port {{port}} est utilisé par un autre programme. Arrêtez-le ou choisissez un autre port.',
    no_address: '{{address}} n’est pas une adresse de cet ordinateur. Choisissez-en une qu’il possède.',
  },
  identifier: { taken: 'Une autre personne a déjà ce numéro ici. Regardez son dossier\u00a0: c’est peut-être la même.' },
  household: { same_person: 'C’est la même personne. Choisissez quelqu’un d’autre.' },
  patient: {
    field_missing: 'Cet établissement exige davantage. Remplissez les champs marqués.',
    restricted:
      'Ce dossier est réservé à d’autres services ou rôles. Demandez à l’un d’eux ; en urgence, un soignant l’ouvre en donnant une raison.',
    duplicate_not_confirmed:
      'Cette personne est peut-être déjà enregistrée. Ouvrez le dossier trouvé ou confirmez qu’il s’agit de personnes différentes.',
  },
  break_glass: {
    not_needed: 'Ce dossier vous est déjà ouvert. Rechargez-le.',
    own: 'Vous avez ouvert ce dossier vous-même. Quelqu’un d’autre doit l’examiner.',
    reviewed: 'Quelqu’un l’a déjà examiné. Rechargez la liste pour voir l’avis.',
  },
  configuration: {
    other_file:
      'Ce fichier n’est pas une configuration de MedVault. Choisissez le fichier fait par « Exporter », son nom commence par medvault-configuration.',
    damaged:
      'Ce fichier a été modifié ou coupé depuis son exportation. Rien n’a été changé ici. Exportez-le à nouveau dans l’établissement d’origine.',
    newer_version:
      'Ce fichier a été fait par une version plus récente de MedVault. Rien n’a été changé ici. Installez d’abord cette version, puis importez-le à nouveau.',
    too_large: 'Ce fichier dépasse {{kilobytes}} ko ; ce ne peut pas être une configuration. Choisissez un autre fichier.',
  },
  department: {
    name_taken: 'Un service porte déjà ce nom. Choisissez un autre nom.',
    in_use:
      'Ce service a des membres, ou une marque de sensibilité le nomme. Retirez d’abord ses membres ; celui qu’une marque nomme reste.',
  },
  appointment: {
    slot_taken: 'Cette heure est déjà prise. Choisissez une autre heure ou un autre soignant.',
    wrong_status: 'Ce rendez-vous a déjà avancé. Rechargez la journée pour voir où il en est.',
  },
  encounter: {
    closed: 'Cette visite est terminée. Commencez-en une nouvelle pour saisir la suite.',
    open: 'Cette visite est encore ouverte\u00a0: modifiez plutôt sa note.',
  },
  laboratory: {
    closed: 'Cette demande est complète ou annulée. Redemandez l’examen s’il est nécessaire.',
    has_results: 'Cette demande a déjà un résultat. Retirez d’abord le résultat.',
  },
  result: {
    already_entered: 'Cet examen a déjà un résultat. Retirez-le d’abord s’il est faux.',
    unit: 'Cette unité ne mesure pas cet examen. Tapez celle du compte rendu, par exemple {{expected}}.',
    impossible: 'Cette valeur n’est pas possible. Vérifiez le nombre.',
    confirm: 'Regardez encore une fois les résultats marqués, et confirmez-les s’ils sont justes.',
    nothing: 'Ajoutez le papier, ou au moins une valeur.',
  },
  range: {
    order: 'Ces limites ne montent pas du critique bas au critique haut, ou l’âge de fin précède celui du début.',
    empty: 'Donnez au moins une limite.',
    overlap:
      'Une de vos valeurs de référence pour ce sexe commence à {{fromAge}} et couvre déjà une partie de ces âges. Modifiez celle-là.',
  },
  phrase: { name_taken: 'Une phrase type porte déjà ce nom. Choisissez-en un autre, ou supprimez d’abord celle-là.' },
  pregnancy: {
    going_on: 'Une grossesse est déjà notée comme en cours. Changez ses dates, ou terminez-la d’abord.',
    dates:
      'Ces dates sont impossibles : rien ne peut être à venir, et une grossesse dure au plus 44 semaines. Donnez les dernières règles ou une échographie.',
    contact_made: 'Cette visite a déjà son contact prénatal.',
  },
  immunization: {
    too_early: 'Cette dose ne compterait pas encore ; elle compte dès le {{earliest}}. Donnez-la alors, ou dites pourquoi aujourd’hui.',
    already_given: 'Ce vaccin est déjà sur la carte pour le {{day}}.',
    before_birth: 'Ce jour précède la date de naissance. Vérifiez les deux.',
    reaction_before: 'La réaction ne peut pas commencer avant la dose du {{day}}.',
    schedule_order: 'Ces âges ne se suivent pas : d’abord le plus tôt, puis l’habituel, puis le dernier.',
  },
  observation: { implausible: 'Une valeur n’est pas plausible. Vérifiez le nombre et son unité ; s’ils sont justes, confirmez.' },
  date: {
    before_birth: 'Ce jour précède la date de naissance. Vérifiez les deux.',
    too_long_ago: 'Personne n’est aussi âgé. Vérifiez l’année ; si seul l’âge est connu, saisissez-le.',
    in_future: 'Cette date est dans le futur. Vérifiez le jour, le mois et l’année.',
    invalid: 'Cette date n’existe pas. Saisissez jour, mois et année, par exemple 21 nov. 2026.',
  },
  problem: {
    on_list: 'Ce diagnostic figure déjà sur la liste des problèmes ({{code}}). Modifiez sa ligne.',
    reason_needed: 'Dites en quelques mots pourquoi l’état change.',
  },
  item: {
    unit_fixed:
      'L’unité reste « {{unit}} », car du stock de cet article a été compté ainsi. Pour compter autrement, ajoutez un nouvel article avec l’autre unité, transférez le stock par un comptage, et mettez le seuil de commande de celui-ci à 0.',
    gtin_invalid:
      'Le numéro de code-barres {{gtin}} est mal saisi : son dernier chiffre ne correspond pas aux autres. Comparez avec la boîte.',
    gtin_taken: 'Le numéro de code-barres {{gtin}} appartient déjà à « {{name}} ». Ouvrez cet article, ou corrigez le numéro.',
    levels: 'Le maximum ne peut pas être inférieur au minimum. Changez l’un des deux.',
  },
  import: {
    running: 'Une liste est déjà en cours d’import. Attendez la fin, ou arrêtez-la d’abord.',
    cancelled: 'L’import a été arrêté. Les lignes déjà traitées restent ; importez le même fichier de nouveau pour continuer.',
    empty:
      'Il n’y a aucune ligne sous la ligne d’en-tête de ce fichier. Choisissez un autre fichier, ou mettez la bonne feuille en premier.',
    no_name: 'Aucune colonne n’est désignée pour les noms des articles. Choisissez-la, puis regardez la liste de nouveau.',
    gone: 'Le fichier examiné n’est plus conservé. Choisissez-le de nouveau.',
  },
  label: {
    no_lots: 'Aucun lot n’est ici. Imprimez plutôt l’étiquette de l’étagère.',
  },
  stock_view: {
    too_many: 'Vous gardez déjà {{most}} vues. Retirez-en une d’abord.',
  },
  ward: {
    counted_more: 'Il y a plus de {{item}} que dans le livre. Corrigez par un inventaire, puis complétez.',
    bed_taken: 'Il y a déjà un lit {{name}} dans ce service.',
    already_in_bed: 'Cette personne occupe le lit {{name}}. Libérez-le d’abord.',
  },
  blood: {
    number_taken: 'La poche {{unitNumber}} est déjà ici. Vérifiez le numéro sur la poche.',
    expired: 'Cette poche est périmée depuis le {{expiry}}. Elle n’est jamais donnée : éliminez-la.',
    not_available: 'Cette poche n’est plus disponible. Rechargez la liste et choisissez-en une autre.',
    incompatible:
      'Cette personne ne doit pas recevoir ce groupe. Cherchez selon son groupe ; s’il est inconnu, seulement ce que tous peuvent recevoir.',
    not_reserved: 'Cette poche n’est réservée à personne. Rechargez pour voir ce qu’elle est devenue.',
    not_cross_matched: 'Il n’y a pas encore d’épreuve de compatibilité. En urgence, dites pourquoi on ne peut pas attendre.',
    wrong_step: 'Ce n’est pas possible dans l’état actuel de la poche. Rechargez pour la voir.',
  },
  equipment: {
    wrong_step: 'Ce n’est pas possible dans son état actuel. Rechargez pour le voir.',
    needs_borrower: 'Dites qui l’emprunte.',
  },
  coldChain: {
    no_readings: 'Ce fichier ne contient aucune température avec jour et heure. Exportez-le de l’enregistreur en CSV et réessayez.',
    already_read: 'Une température est déjà notée pour cette minute ({{celsius}} °C). Choisissez une autre heure.',
    concluded: 'Quelqu’un a déjà décidé à ce sujet. Rechargez pour le voir.',
    vvm_earlier:
      'Une pastille ne revient jamais en arrière : le stade {{stage}} a déjà été vu. Regardez de nouveau et prenez la plus foncée du lot.',
  },
  recall: {
    already_open: 'Un rappel en cours le nomme déjà ({{lots}}). Ouvrez-le dans la liste des rappels.',
    not_open: 'Ce rappel est terminé. Commencez-en un autre si le médicament est de nouveau rappelé.',
    not_given: 'Cette personne n’a reçu aucun des lots de ce rappel. Rechargez la liste.',
    nobody: 'Il n’y a personne à qui écrire : personne n’en a reçu, ou tout le monde est prévenu.',
  },
  stock_take: {
    empty: 'Rien de ce choix ne se trouve en stock : il n’y a rien à compter. Choisissez plus large.',
    overlaps:
      'Une partie figure sur l’inventaire {{number}}, qui n’est pas clos. Terminez-le ou annulez-le d’abord, ou choisissez autre chose.',
    closed: 'L’inventaire {{number}} a avancé entre-temps : ce n’est plus possible. Rechargez-le pour voir où il en est.',
    frozen:
      'L’inventaire {{number}} compte ceci, stock gelé : rien n’en bouge avant sa clôture. Prenez d’un autre lieu ou d’un autre lot, ou clôturez l’inventaire.',
    blind: 'L’inventaire {{number}} se compte à l’aveugle : ce que dit le livre s’affiche quand le comptage est fini.',
    same_counter: 'Vous avez compté le lot {{lotNumber}} à l’autre passage. Quelqu’un d’autre fait ce comptage.',
    on_sheet: 'Le lot {{lotNumber}} figure déjà sur la fiche. Saisissez-y sa quantité.',
    uncounted: 'Pas encore comptées : {{lines}}. Comptez-les, ou laissez-les comme dans le livre.',
    differ: 'Les deux compteurs diffèrent : {{lines}}. Comptez-les une troisième fois.',
    own_count: 'Vous avez compté ici. Quelqu’un d’autre approuve ce que vous avez compté.',
    unexplained: 'Écarts encore sans motif : {{lines}}.',
    count_again: 'Le lot {{lotNumber}} a bougé d’une façon que le comptage n’a pu voir. Renvoyez-le et recomptez-le.',
  },
  controlled: {
    witness_needed: 'C’est un médicament contrôlé : une deuxième personne signe ce qui est fait. Rien n’a été changé.',
    own_witness: 'On ne peut être son propre témoin. Une autre personne donne son nom et son mot de passe.',
    unexplained: '{{name}} : ce qui a été compté diffère du livre. Dites pourquoi.',
    own_review: 'Vous l’avez fait vous-même. Quelqu’un d’autre le vérifie.',
    reviewed: 'Quelqu’un l’a déjà vérifié.',
  },
  supplier: {
    name_taken: 'Il existe déjà un fournisseur « {{name}} ». Ouvrez-le, ou choisissez un autre nom.',
    not_active: 'On ne commande plus chez « {{name}} ». Choisissez un autre fournisseur, ou réactivez celui-ci.',
    no_email: '« {{name}} » n’a pas d’adresse électronique. Ajoutez-en une, ou envoyez le bon en PDF.',
  },
  prices: {
    no_columns: 'Indiquez la colonne de l’article (ou du code du fournisseur) et celle du prix.',
    empty: 'Ce fichier ne contient aucune ligne. Choisissez la liste de prix en CSV, avec les noms des colonnes au-dessus.',
  },
  order: {
    wrong_status: 'La commande a avancé entre-temps ({{status}}) : cela n’est plus possible. Regardez-la de nouveau.',
    own: 'Vous avez rédigé cette commande vous-même. Une autre personne autorisée l’approuve.',
    item_twice: '{{name}} y figure deux fois. Réunissez-les en une ligne.',
  },
  requisition: {
    wrong_status: 'La demande a avancé entre-temps ({{status}}) : cela n’est plus possible. Regardez-la de nouveau.',
    other_side: 'C’est à l’autre partie de le faire. Vous le verrez ici quand ce sera fait.',
    same_place: 'Un lieu ne se demande rien à lui-même. Choisissez-en un autre.',
    not_linked: 'Cet établissement n’est relié à aucun serveur régional : on ne peut rien demander aux autres. Reliez-le sous Alertes.',
    too_many_lines:
      'On peut demander au plus {{most}} articles à la fois à un autre établissement. Faites une seconde demande pour le reste.',
    not_mapped: 'Personne n’a encore dit auquel de nos articles correspond « {{name}} ». Choisissez-le à côté de la ligne.',
    nothing_to_pick: 'Rien d’utilisable en rayon. Cela reste dû jusqu’à l’arrivée de stock.',
    too_much: 'La saisie dépasse ce qui a été envoyé, ou nomme un lot non envoyé. Recevez le surplus comme livraison libre.',
  },
  stock: {
    insufficient:
      'Stock utilisable insuffisant : {{wanted}} demandés, {{available}} disponibles. Remettez-en moins, réceptionnez du stock ou voyez qui en a à proximité.',
    lot_expired: 'Ce lot est périmé et ne doit pas être remis. Choisissez un autre lot et retirez celui-ci du rayon.',
    lot_on_hold: 'Ce lot est bloqué. Choisissez un autre lot.',
    already_reversed: 'Ce mouvement a déjà été annulé. Rechargez l’article pour le voir.',
    too_much: 'C’est plus que ce qui peut se trouver à un endroit. Vérifiez le nombre : on compte en unités, pas en boîtes.',
    was_not_there:
      'Ce jour-là il n’y en avait pas autant : {{available}} pouvaient être pris sans rupture par la suite. Vérifiez le jour et le nombre.',
    before_receipt: 'Ce lot n’est arrivé que le {{day}}. Choisissez ce jour ou un jour plus tard.',
    too_long_ago: 'C’est il y a plus d’un an, quand les rapports étaient clos depuis longtemps. Le premier jour possible est le {{day}}.',
    same_place: 'Il s’y trouve déjà. Choisissez un autre endroit.',
    not_on_hold: 'Ce lot n’est plus bloqué. Rechargez l’article pour le voir.',
    reason_needed: 'Le lot {{lotNumber}} périme en premier. Prenez celui-là, ou écrivez pourquoi un autre est remis.',
    place_closed: 'Cet endroit n’est plus utilisé. Choisissez-en un autre.',
    returned_too_much: 'De ce lot, {{handedOut}} au plus ont été remis et pas encore rapportés. Vérifiez le numéro de lot.',
  },
  location: {
    name_taken: 'Il y a déjà un endroit de ce nom. Choisissez un autre nom.',
    not_empty: 'Il s’y trouve encore quelque chose : {{items}} articles. Déplacez-les d’abord.',
    last: 'C’est le seul endroit où arrivent les produits et d’où l’on remet les médicaments. Ajoutez-en d’abord un autre.',
  },
  receiving: {
    not_draft:
      'Cette réception n’est plus un brouillon : on n’y écrit plus rien. Ouvrez-la dans la liste pour voir ce qu’elle est devenue.',
    not_posted: 'Cette réception n’est pas en stock : il n’y a rien à annuler.',
    not_ready: 'Il manque encore quelque chose à cette réception. Regardez les lignes rouges et complétez-les.',
    to_confirm: 'Quelque chose doit être confirmé avant d’accepter ces produits. Regardez les lignes orange.',
    reason_needed: 'Cette livraison ressemble à une autre, déjà reçue. Écrivez pourquoi c’en est une autre, ou abandonnez ce brouillon.',
    gtin_taken: 'Ce code appartient désormais à un autre article. Scannez la boîte à nouveau.',
  },
  prescription: {
    not_active: 'Cette ordonnance n’est plus active : rien ne peut être remis. Demandez-en une nouvelle au prescripteur.',
    quantity_exceeded: 'C’est plus que le reste dû sur l’ordonnance. Remettez {{owed}} au plus.',
    second_needed:
      'Un constat est parmi les plus graves : une deuxième personne donne son accord, ou vous dites pourquoi il n’y a personne. Prescrivez ensuite de nouveau.',
    reason_needed: 'Une alerte de sécurité dit stop. Écrivez la raison de prescrire quand même ou choisissez un autre médicament.',
    no_item: 'Cette ordonnance ne désigne aucun article de votre stock. Choisissez d’abord l’article.',
    not_printable: 'Une ordonnance non signée, ou terminée, ne s’imprime pas.',
    seal_refused: 'Ce code n’est pas fiable\u00A0: rien ne peut être remis sur sa foi.',
    seal_expired: 'Cette ordonnance était valable jusqu’au {{validUntil}}. Demandez-en une nouvelle.',
    seal_own: 'Cette ordonnance est la nôtre. Ouvrez {{number}} au comptoir de dispensation.',
    used_here: 'Elle a déjà été utilisée ici\u00A0: il en reste {{left}}.',
    used_elsewhere: 'Elle a déjà été utilisée ailleurs ({{facility}})\u00A0: il en reste {{left}}.',
    unit_differs:
      'L’ordonnance compte en «\u00A0{{theirs}}\u00A0», cet article en «\u00A0{{ours}}\u00A0». Choisissez un article compté de même.',
    given_already: 'Une partie a déjà été remise. Arrêtez-la plutôt.',
    why_needed: 'Écrivez pourquoi, en quelques mots.',
    not_yours: 'Un autre prescripteur l’a écrite : lui seul peut la signer ou la modifier. Écrivez la vôtre.',
    controlled_too_long: 'Un médicament contrôlé est prescrit ici pour {{most}} jours au plus. Raccourcissez la posologie.',
    controlled_refills: 'Un médicament contrôlé peut être renouvelé ici {{most}} fois au plus. Diminuez le nombre de renouvellements.',
  },
  safety: {
    own_second: 'La deuxième personne est quelqu’un d’autre. Qu’elle tape son propre nom et son mot de passe.',
    second_not_clinical: 'Ce compte n’a rien à voir avec les ordonnances. Demandez à un médecin, une infirmière ou un pharmacien.',
    stop_not_quiet: 'Un stop est toujours montré.',
    own_review: 'C’est votre propre ordonnance. Quelqu’un d’autre la revoit.',
    reviewed: 'Quelqu’un l’a déjà revue. Rechargez la liste.',
  },
  medications: {
    not_gone_through: 'La liste des médicaments a changé entre-temps, ou {{open}} sont sans réponse. Revoyez-la et répondez pour chacun.',
    reason_needed: 'Dites en quelques mots comment il est pris, ou pourquoi pas.',
  },
  order_set: { name_taken: 'Ce nom existe déjà. Choisissez-en un autre.' },
  refill: {
    not_possible:
      'Cette ordonnance n’est pas entièrement remise, ou elle a pris fin : elle ne peut pas être renouvelée. Demandez-en une nouvelle au prescripteur.',
    asked_already: 'Un renouvellement attend déjà. Regardez la liste des renouvellements ou le comptoir.',
    decided: 'Quelqu’un a décidé de ce renouvellement entre-temps. Regardez de nouveau la liste.',
  },
  duplicates: {
    already_joined: 'Ces dossiers sont déjà lus comme une seule personne. Ouvrez la personne pour voir les deux numéros.',
    not_merged: 'Cette fusion est déjà annulée. Rien n’a été changé.',
    running: 'Le fichier est déjà en cours d’examen. Attendez, ou arrêtez-le d’abord.',
    cancelled: 'L’examen du fichier a été arrêté. Ce qui avait été trouvé reste affiché.',
  },
  dedupe: {
    no_columns: 'Aucune colonne ne dit qui est la personne. Nommez-les dans la première ligne, par exemple prenom, nom, date_naissance.',
    empty: 'Il n’y a aucune ligne sous l’en-tête de ce fichier.',
  },
  file: {
    exists: 'Un fichier porte déjà ce nom. Choisissez un autre nom ; rien n’a été remplacé.',
    missing: 'Le fichier est introuvable. Vérifiez son nom et son emplacement, puis choisissez-le à nouveau.',
    not_readable:
      'Ce fichier n’a pas pu être ouvert. Vérifiez que vous pouvez le lire et que son disque est branché, puis choisissez-le à nouveau.',
    not_an_image: 'Ce fichier n’est pas une image lisible. Utilisez une image JPEG, PNG ou WebP.',
    damaged: 'Cette image est endommagée et n’a pas pu être lue. Photographiez-la ou numérisez-la à nouveau.',
    too_large: 'Ce fichier est trop volumineux. Utilisez une image plus petite.',
  },
  dispensing: {
    claimed: 'Quelqu’un d’autre prépare cette ordonnance. La file montre qui ; reprenez-la là, ou laissez-la-lui.',
    other_person: 'Ce qui est remis en une fois doit être pour une seule personne.',
    stop_unanswered: 'Le contrôle de sécurité dit arrêt et personne n’y a encore répondu : demandez, et notez le motif.',
    other_ingredient: 'Il a un autre principe actif : seul le prescripteur peut en décider, par une nouvelle ordonnance.',
    other_form: 'Il se prend autrement : seul le prescripteur peut en décider, par une nouvelle ordonnance.',
    strength_unknown:
      'Le dosage d’un des deux articles n’est pas connu, ou leurs principes actifs sont en autre proportion : pas de conversion possible.',
    not_exact: 'La quantité ou la dose ne fait pas un nombre entier de l’autre article ({{units}} pour {{per}}) : rien n’est arrondi.',
    directions_needed: 'Le dosage diffère : écrivez combien en prendre.',
    prescription_only: 'Cet article exige une ordonnance.',
    person_needed: 'Cet article ne va qu’à une personne connue ici : choisissez-la.',
    nothing_left: 'Au plus {{left}} peuvent encore être repris.',
    not_owing: 'Rien de cette ordonnance n’est noté comme dû.',
    reverse_at_desk: 'Ceci appartient à une délivrance : annulez-la au comptoir, pour que l’ordonnance le sache.',
  },
  knowledge: {
    not_a_pack: 'Ce fichier n’est pas un lot de connaissances MedVault. Choisissez le fichier dont le nom finit par .mvpack.',
    newer_format:
      'Ce lot a été fait pour un MedVault plus récent. Rien n’a été modifié. Installez d’abord la version plus récente, puis chargez-le de nouveau.',
    too_large:
      'Ce lot est plus grand que ce qui peut être chargé ({{megabytes}} Mo). Rien n’a été modifié. Demandez-en un plus petit à qui l’a fait.',
    truncated: 'Ce fichier est coupé : la fin manque. Rien n’a été modifié. Copiez-le de nouveau sur la clé et chargez-le encore.',
    damaged:
      'Ce lot est abîmé : son contenu n’est pas celui qui a été signé. Rien n’a été modifié. Copiez-le de nouveau depuis son origine.',
    bad_signature:
      'La signature de ce lot est fausse : il a été modifié après la signature de {{publisher}}. Rien n’a été modifié. Ne l’utilisez pas ; redemandez-le à son origine.',
    unknown_publisher:
      'Ce lot se dit de l’éditeur ({{publisher}}), mais il n’est pas signé avec une clé que ce programme connaît. Rien n’a été modifié. Ne l’utilisez pas, ou installez le dernier MedVault.',
    unknown_table:
      'Ce lot contient une table que ce programme n’utilise pas : {{table}}. Rien n’a été modifié. Demandez à qui l’a fait, ou installez le dernier MedVault.',
    wrong_columns:
      'La table {{table}} de ce lot n’a pas les colonnes attendues ({{columns}}). Rien n’a été modifié. Demandez à qui l’a fait.',
    bad_row:
      'La ligne {{row}} de la table {{table}} est inutilisable ({{problem}} : {{value}}). Rien du lot n’a été chargé. Demandez à qui l’a fait de corriger la ligne.',
    older:
      'C’est l’édition {{offered}} de ce lot ; l’édition {{newest}} était déjà ici. Rien n’a été modifié. Pour revenir en arrière, utilisez « Revenir à l’édition précédente ».',
    already_loaded: 'Cette édition ({{sequence}}) du lot est déjà chargée. Il n’y a rien à faire.',
    other_signer:
      'Un lot de ce nom est déjà ici, de {{publisher}}, signé avec une autre clé. Rien n’a été modifié. Retirez-le d’abord si celui-ci est le bon.',
    no_previous: 'Aucune édition antérieure de {{title}} n’a été gardée. Chargez-en une depuis un fichier.',
    not_publishers:
      'Ce lot a été signé par {{publisher}}, pas par l’éditeur. Un hub ne distribue que les lots de l’éditeur : apportez-le sur une clé USB.',
    shelf_full: 'Le hub distribue {{most}} lots au plus. Retirez-en un d’abord.',
  },
  spreadsheet: {
    not_xlsx:
      'Ce n’est pas une feuille de calcul lisible : peut-être un ancien fichier Excel (.xls) ou un fichier protégé par un mot de passe. Enregistrez-le en .xlsx ou en CSV sans mot de passe, puis choisissez-le de nouveau.',
    damaged:
      'Cette feuille de calcul est endommagée ou coupée. Ouvrez-la dans votre tableur, enregistrez-la de nouveau, puis choisissez-la.',
    too_large:
      'Cette feuille de calcul dépasse ce qui peut être lu en une fois ({{rows}} lignes, {{megabytes}} Mo). Divisez-la, ou retirez les feuilles et colonnes inutiles.',
  },
  blob: {
    incomplete: 'Le fichier n’est pas arrivé en entier. Renvoyez-le ; l’envoi reprend où il s’est arrêté.',
    hash_mismatch: 'Le fichier a changé en route. Choisissez-le à nouveau.',
  },
  ocr: {
    cancelled: 'La lecture de l’image a été arrêtée. Choisissez-la à nouveau pour la lire.',
    timed_out: 'La lecture de cette image a pris trop de temps. Reprenez-la avec plus de lumière ou recadrez-la sur le texte.',
    failed: 'L’image n’a pas pu être lue sur cet ordinateur. Reprenez-la ou saisissez le texte.',
  },
  seed: {
    not_a_seed: 'Ce fichier n’est pas un échange avec un hub : son nom se termine par .mvseed. Choisissez-en un autre ; rien n’a changé.',
    newer_format: 'Un MedVault plus récent a écrit ce fichier. Mettez à jour le côté le plus ancien ; rien n’a changé.',
    truncated: 'La fin de ce fichier manque : la clé a été retirée trop tôt. Copiez-le à nouveau ; rien n’a changé.',
    damaged: 'Ce fichier est abîmé ou a été changé en chemin. Copiez-le à nouveau d’où il vient ; rien n’a changé.',
    wrong_way: 'Ce fichier va dans l’autre sens. Ici se charge la réponse écrite par le hub ; rien n’a changé.',
    other_facility: 'Cette réponse est pour un autre établissement. Rien n’a changé. Cherchez celle de cet établissement.',
    other_hub: 'Ce fichier est d’un autre hub que le nôtre. Rien n’a changé. Demandez à l’exploitant du hub.',
    wrong_epoch:
      'Ce fichier date d’avant la restauration de cet établissement depuis une sauvegarde. Écrivez-en un nouveau pour le hub ; rien n’a changé.',
    unknown_file:
      'Ceci répond à un fichier qui n’a pas été écrit ici. Écrivez-en un nouveau pour le hub et chargez sa réponse ; rien n’a changé.',
    gap: 'Il manque quelque chose entre ce qui est ici et cette réponse. Écrivez un nouveau fichier pour le hub et chargez sa réponse.',
    outdated: 'Le hub a été entendu sur la ligne entre-temps et les numéros ont recommencé. Écrivez le fichier à nouveau.',
    busy: 'Un fichier est en train d’être écrit ou chargé. Attendez que ce soit fini.',
    cancelled: 'Arrêté. Ce qui a été pris reste pris ; recommencez quand vous voulez.',
  },
  hub: {
    needs_tls: 'Cette adresse n’est pas protégée. Pour un hub hors de cet ordinateur, utilisez une adresse qui commence par wss://.',
    not_private:
      'Quelqu’un pourrait lire ce qui passe vers cette adresse : personne ne garantit son certificat. Adressez-vous à l’opérateur du hub.',
    key_announced: 'La prochaine clé du hub est déjà annoncée. Laissez les établissements se connecter, puis passez à cette clé.',
    key_not_announced: 'Aucune clé n’est annoncée. Annoncez-en une et laissez les établissements se connecter avant de changer.',
    listen_needs_tls: 'Le hub n’est accessible depuis d’autres ordinateurs qu’avec un certificat, ou derrière un proxy qui en a un.',
    tls_unreadable: '{{file}} ne peut pas être lu comme certificat ou clé. Vérifiez le fichier et ses droits d’accès.',
    tls_mismatch: 'La clé {{key}} ne correspond pas au certificat {{certificate}}. Donnez les deux qui vont ensemble.',
    tls_expired: 'Le certificat {{file}} a expiré le {{until}}. Mettez-en un nouveau à sa place.',
    tls_not_yet: 'Le certificat {{file}} ne commence que le {{from}}. Vérifiez l’horloge de cet ordinateur.',
    operator_exists: 'Un opérateur porte déjà ce nom. Choisissez-en un autre.',
    operator_weak_password: 'Le mot de passe d’un opérateur compte au moins 12 caractères. Choisissez-en un plus long.',
    proxy_unreachable:
      'Le proxy de ce réseau ne répond pas. Vérifiez son adresse dans Réglages, Hub, ou adressez-vous au responsable du réseau. Votre travail continue.',
    proxy_untrusted:
      'Personne en qui cet ordinateur a confiance ne garantit le certificat du proxy de ce réseau sous ce nom ; rien ne lui a été dit. Demandez au responsable du réseau d’installer son autorité sur cet ordinateur, ou une adresse du proxy qui commence par http://.',
    proxy_auth: 'Le proxy de ce réseau demande un nom d’utilisateur et un mot de passe. Saisissez-les dans Réglages, Hub.',
    proxy_refused:
      'Le proxy de ce réseau ne laisse pas cet ordinateur joindre le hub. Demandez au responsable du réseau d’autoriser son adresse.',
    unreachable: 'Le hub ne répond pas. Votre travail continue ; le partage reprendra tout seul au retour du réseau.',
    nonsense: 'Ce qui répond à cette adresse n’est pas un hub MedVault, ou il est en panne. Vérifiez l’adresse.',
    code_invalid: 'Ce code d’inscription n’est pas correct. Saisissez-le tel qu’il est écrit sur la feuille.',
    code_used: 'Ce code d’inscription a déjà servi. Demandez-en un nouveau à l’opérateur du hub.',
    wrong_identity:
      'Ce qui répond montre une autre clé que celle que cet établissement connaît, ou pour laquelle le code a été créé, et aucune annonce n’y mène. Rien n’est partagé avec lui. Téléphonez à l’opérateur du hub : s’il a mis fin à l’ancienne clé, il vous donne un nouveau code à usage unique ; s’il ne sait rien, quelqu’un s’est placé entre vous.',
    unknown_facility: 'Le hub ne connaît pas cet établissement. Demandez un nouveau code d’inscription à l’opérateur du hub.',
    revoked: 'Le hub a retiré l’accès de cet établissement. Adressez-vous à l’opérateur du hub.',
    facility_code_taken: 'Un autre établissement utilise le même code sur ce hub. Adressez-vous à l’opérateur du hub.',
    fork: 'Deux copies des données de cet établissement sont en service. Arrêtez-en une et appelez votre administrateur avant de partager à nouveau.',
    version_too_old:
      'Ce programme est trop ancien pour le hub. Votre travail continue ; installez la nouvelle version pour partager à nouveau.',
    not_enrolled: 'Cet établissement n’est pas encore relié à un hub. Saisissez un code d’inscription dans Réglages.',
    bad_signature: 'Le hub n’a pas pu vérifier qui appelle. Inscrivez-vous à nouveau avec un nouveau code.',
    not_owner: 'Le hub a refusé une ligne qui appartient à un autre établissement. Appelez votre administrateur.',
    rate_limited: 'Le hub demande de ralentir. Un nouvel essai aura lieu tout seul dans quelques minutes.',
    over_credit: 'Le hub demande de ralentir. Un nouvel essai aura lieu tout seul dans un instant.',
  },
};
