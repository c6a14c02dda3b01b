import type { AppError } from '../../preload/contract/errors.ts';
import type { Contract, Input, MethodName, Output } from '../../preload/contract/index.ts';
import { addAccountAtDesk } from '../security/accountsAdd.ts';
import { amendAccount, deactivateAccount, reactivateAccount } from '../security/accountsAmend.ts';
import { listAccountsForDesk, ownRights } from '../security/accountsList.ts';
import { auditEntry, whoLooked } from '../security/auditEntry.ts';
import { exportAudit } from '../security/exportAudit.ts';
import { historyOf, historyOfItem, historyOfRecord } from '../security/historyOf.ts';
import { auditChoices, listAudit } from '../security/listAudit.ts';
import { matrix } from '../security/matrix.ts';
import { amendRole, composeRole, removeRole } from '../security/rolesCompose.ts';
import { verifyAuditNow } from '../security/verifyAudit.ts';
import { resume } from '../security/resume.ts';
import { check as checkSession, lock } from '../security/lock.ts';
import { unlock } from '../security/unlock.ts';
import { prove } from '../security/proof.ts';
import { removePin, setPin } from '../security/pin.ts';
import { beginTotp, confirmTotp, removeTotp, renewBackupCodes } from '../security/totpEnrol.ts';
import { changePassword } from '../security/passwordChange.ts';
import { resetPassword } from '../security/passwordReset.ts';
import { ownSecurity } from '../security/ownSecurity.ts';
import { allSessions, endSession, mySessions } from '../security/sessionsList.ts';
import { amendSignInRule, signInRules } from '../security/signInRules.ts';
import { setPreferences } from '../security/setPreferences.ts';
import { signIn } from '../security/signIn.ts';
import { signOut } from '../security/signOut.ts';
import { amendFacility, facilityProfile } from '../security/facilityProfile.ts';
import { amendPatient } from '../patients/amend.ts';
import { chart } from '../patients/chart.ts';
import { findDuplicates } from '../patients/findDuplicates.ts';
import { listPatients } from '../patients/list.ts';
import { register } from '../patients/register.ts';
import { search } from '../patients/search.ts';
import { distinguish, reconsider } from '../duplicates/distinguish.ts';
import { cancelFind, findAllDuplicates } from '../duplicates/find.ts';
import { listDuplicates } from '../duplicates/list.ts';
import { mergeRecords } from '../duplicates/merge.ts';
import { merges } from '../duplicates/merges.ts';
import { previewMerge } from '../duplicates/previewMerge.ts';
import { previewUnmerge, unmergeRecords } from '../duplicates/unmerge.ts';
import { book } from '../appointments/book.ts';
import { cancelAppointment } from '../appointments/cancel.ts';
import { checkIn } from '../appointments/checkIn.ts';
import { appointmentsForDay } from '../appointments/forDay.ts';
import { addAddendum } from '../compositions/addAddendum.ts';
import { compositionEnteredInError } from '../compositions/enteredInError.ts';
import { compositionsOfEncounter } from '../compositions/ofEncounter.ts';
import { phrasesList, phrasesRetire, phrasesSave } from '../compositions/phrases.ts';
import { printLetter } from '../compositions/print.ts';
import { saveNote } from '../compositions/saveNote.ts';
import { writeLetter } from '../compositions/writeLetter.ts';
import { getEncounter } from '../encounters/get.ts';
import { finish } from '../encounters/finish.ts';
import { queue } from '../encounters/queue.ts';
import { recordDiagnosis } from '../encounters/recordDiagnosis.ts';
import { recordVitals } from '../encounters/recordVitals.ts';
import { startWalkIn } from '../encounters/startWalkIn.ts';
import { currentPregnancy } from '../pregnancies/current.ts';
import { amendPregnancy, endPregnancy, recordPregnancy } from '../pregnancies/record.ts';
import { recordContact } from '../pregnancies/recordContact.ts';
import { card as immunizationCardOf } from '../immunizations/card.ts';
import { due as immunizationsDue } from '../immunizations/due.ts';
import { immunizationEnteredInError } from '../immunizations/enteredInError.ts';
import { recordImmunization } from '../immunizations/record.ts';
import { recordReaction } from '../immunizations/recordReaction.ts';
import { immunizationSchedule, setScheduleDose } from '../immunizations/schedule.ts';
import { earlyWarningNow } from '../observations/earlyWarning.ts';
import { growth } from '../observations/growth.ts';
import { growthCurvesFor } from '../observations/growthCurves.ts';
import { allergyEnteredInError } from '../allergies/enteredInError.ts';
import { amendAllergy } from '../allergies/amend.ts';
import { recordAllergy } from '../allergies/record.ts';
import { recordNoneKnown } from '../allergies/recordNoneKnown.ts';
import { addFamilyHistory, addSocialHistory } from '../histories/add.ts';
import { familyHistoryEnteredInError, socialHistoryEnteredInError } from '../histories/enteredInError.ts';
import { historiesOf } from '../histories/of.ts';
import { medicationsOf } from '../medications/of.ts';
import { printMedicationList } from '../medications/printList.ts';
import { reconcile } from '../medications/reconcile.ts';
import { endStatement, stateMedicine } from '../medications/state.ts';
import { addProblem } from '../problems/add.ts';
import { amendProblem, problemEnteredInError } from '../problems/amend.ts';
import { listOfProblems } from '../problems/list.ts';
import { bloodReservation, getBlood, listBlood } from '../blood/read.ts';
import { receiveBlood } from '../blood/receive.ts';
import { crossMatchBlood, endBlood, issueBlood, releaseBlood, reserveBlood } from '../blood/reserve.ts';
import { getEquipment, listAllEquipment } from '../equipment/read.ts';
import { addEquipment, amendEquipment, noteMaintenance, stepEquipment } from '../equipment/write.ts';
import { addBed, allBeds, setBed } from '../wards/beds.ts';
import { listAllWards, setImprestLevel, wardImprest } from '../wards/imprest.ts';
import { topUpWard } from '../wards/topUp.ts';
import { stockLabels } from '../stockReports/labels.ts';
import { exportStockReport, stockReport } from '../stockReports/report.ts';
import { listStockViews, removeStockView, saveStockView } from '../stockReports/views.ts';
import { checkVvm } from '../coldChain/checkVvm.ts';
import { concludeExcursion } from '../coldChain/conclude.ts';
import { importLogger, previewLogger } from '../coldChain/importLogger.ts';
import { recordTemperature } from '../coldChain/record.ts';
import { setColdLimits } from '../coldChain/setLimits.ts';
import { listStorages, oneStorage } from '../coldChain/storages.ts';
import { cancelRecall, closeRecall } from '../recalls/end.ts';
import { recallLetters } from '../recalls/letters.ts';
import { getRecall, listAllRecalls, previewRecall } from '../recalls/list.ts';
import { noteRecallContact } from '../recalls/noteContact.ts';
import { recallPeople } from '../recalls/people.ts';
import { startRecall } from '../recalls/start.ts';
import { exportRegister } from '../registers/exportRegister.ts';
import { listRegisters, setRegisterInterval } from '../registers/intervals.ts';
import { register as registerOf } from '../registers/of.ts';
import { timelineOf } from '../timeline/of.ts';
import { fallBack, removePack } from '../knowledge/packs/remove.ts';
import { loadedKnowledge } from '../knowledge/packs/loaded.ts';
import { fetchArriving, setAsideArrived } from '../knowledge/arriving/decide.ts';
import { arrivingPacks } from '../knowledge/arriving/list.ts';
import { loadArrived, previewArrived } from '../knowledge/arriving/load.ts';
import { loadPack } from '../knowledge/packs/load.ts';
import { previewPack } from '../knowledge/packs/preview.ts';
import { readNames } from '../knowledge/readNames.ts';
import { searchConditionCodes, searchMedicineNames } from '../knowledge/typeAhead.ts';
import { correctEntry } from '../controlled/correct.ts';
import { countControlled } from '../controlled/count.ts';
import { exportControlled } from '../controlled/export.ts';
import { listControlledItems } from '../controlled/items.ts';
import { controlledRegister, unwitnessedLines } from '../controlled/register.ts';
import { reviewEntry } from '../controlled/review.ts';
import { witness } from '../controlled/witness.ts';
import { addFound } from '../stockTakes/addFound.ts';
import { approveStockTake } from '../stockTakes/approve.ts';
import { explainVariances } from '../stockTakes/explain.ts';
import { exportStockTake } from '../stockTakes/export.ts';
import { listStockTakes } from '../stockTakes/list.ts';
import { planStockTake } from '../stockTakes/plan.ts';
import { saveCounts } from '../stockTakes/saveCounts.ts';
import { setStockTakeCycle } from '../stockTakes/setCycle.ts';
import { stockTakeSheet } from '../stockTakes/sheet.ts';
import { startStockTake } from '../stockTakes/start.ts';
import { cancelStockTake, reopenStockTake, submitStockTake } from '../stockTakes/submit.ts';
import { stockTakeVariances } from '../stockTakes/variances.ts';
import { addItem } from '../inventory/addItem.ts';
import { adjust } from '../inventory/adjust.ts';
import { earliestDay } from '../inventory/backdate.ts';
import { exportStockCard } from '../inventory/exportStockCard.ts';
import { holdLotByHand, releaseLotByHand } from '../inventory/holdLot.ts';
import { issueToWard } from '../inventory/issueToWard.ts';
import { itemCard } from '../inventory/item.ts';
import { listItems } from '../inventory/items.ts';
import { addLocation, amendLocation, locations } from '../inventory/locations.ts';
import { moveLot } from '../inventory/moveLot.ts';
import { receive } from '../inventory/receive.ts';
import { returnFromPatient } from '../inventory/returnFromPatient.ts';
import { reverse } from '../inventory/reverse.ts';
import { stockCard } from '../inventory/stockCard.ts';
import { setReorderLevel } from '../inventory/setReorderLevel.ts';
import { amendReceipt } from '../receiving/amend.ts';
import { beginReceipt } from '../receiving/begin.ts';
import { discardReceipt } from '../receiving/discard.ts';
import { receiptNow } from '../receiving/get.ts';
import { addReceiptLine, amendReceiptLine, removeReceiptLine } from '../receiving/lines.ts';
import { receiptsList } from '../receiving/list.ts';
import { postReceipt } from '../receiving/post.ts';
import { printReceipt } from '../receiving/print.ts';
import { readDeliveryNote } from '../receiving/readNote.ts';
import { reverseReceipt } from '../receiving/reverse.ts';
import { scanPack } from '../receiving/scan.ts';
import { exportReplenishment } from '../replenishment/exportList.ts';
import { replenishmentOfItem } from '../replenishment/ofItem.ts';
import { amendReplenishmentSettings, replenishmentSettings } from '../replenishment/settings.ts';
import { expectedWaste, suggested } from '../replenishment/suggest.ts';
import { exportItems } from '../items/exportItems.ts';
import { findByGtin, getItem, itemChoices, itemPacks } from '../items/get.ts';
import { badRows, previewImport } from '../items/import/preview.ts';
import { cancelImport, importItems, imports } from '../items/import/run.ts';
import { updateItem } from '../items/update.ts';
import { claimRequest, releaseRequest } from '../dispensing/claim.ts';
import { counterItem, setCounterRule } from '../dispensing/counterItem.ts';
import { dispense } from '../dispensing/dispense.ts';
import { findScanned } from '../dispensing/find.ts';
import { handedOut } from '../dispensing/handedOut.ts';
import { askPrescriber, listOwnNotices, noticeSeen } from '../dispensing/notices.ts';
import { openAtDesk } from '../dispensing/open.ts';
import { endOwing, oweRequest } from '../dispensing/owe.ts';
import { pay } from '../dispensing/pay.ts';
import { printLabels } from '../dispensing/printLabels.ts';
import { queue as deskQueue } from '../dispensing/queue.ts';
import { reverseDispense } from '../dispensing/reverse.ts';
import { setReady } from '../dispensing/setReady.ts';
import { listSubstitutes } from '../dispensing/substitutes.ts';
import { takeBack } from '../dispensing/takeBack.ts';
import { waitingFor } from '../dispensing/waitingFor.ts';
import { calculate as calculateDose } from '../dosing/calculate.ts';
import { dosingFacts } from '../dosing/personFacts.ts';
import { alternatives } from '../prescriptions/alternatives.ts';
import { change } from '../prescriptions/change.ts';
import { check } from '../prescriptions/check.ts';
import { amendControlledPrescribing, getControlledPrescribing } from '../prescriptions/controlledRule.ts';
import { favouritesList, favouritesRetire, favouritesSave } from '../prescriptions/favourites.ts';
import { getRequest } from '../prescriptions/get.ts';
import { ofPatient, requestHistory } from '../prescriptions/ofPatient.ts';
import { orderSetsList, orderSetsRetire, orderSetsSave } from '../prescriptions/orderSets.ts';
import { noteShown } from '../prescriptions/alerts.ts';
import { reviewAlone, safetyReviews } from '../prescriptions/alone.ts';
import { answerSafety } from '../prescriptions/answerSafety.ts';
import { prescribe } from '../prescriptions/prescribe.ts';
import { quieten, showAgain } from '../prescriptions/quiet.ts';
import { exportSafety, safetyStatistics } from '../prescriptions/safetyStatistics.ts';
import { second } from '../prescriptions/second.ts';
import { acceptOutside } from '../prescriptionSeals/accept.ts';
import { acknowledgeDouble, doubleUses } from '../prescriptionSeals/doubles.ts';
import { giveBackOutside } from '../prescriptionSeals/giveBack.ts';
import { prescriptionKeys, renewPrescriptionKey } from '../prescriptionSeals/keys.ts';
import { printBagLabel } from '../prescriptionSeals/printLabel.ts';
import { askElsewhere, verifySeal } from '../prescriptionSeals/verify.ts';
import { printPrescription } from '../prescriptions/print.ts';
import { sign } from '../prescriptions/sign.ts';
import { stop } from '../prescriptions/stop.ts';
import { worklist } from '../prescriptions/worklist.ts';
import { decidedRefills, listRefills } from '../refills/list.ts';
import { refuseRefill, withdrawRefill } from '../refills/refuse.ts';
import { requestRefill } from '../refills/request.ts';
import { attach } from '../documents/attach.ts';
import { beginUpload, commitUpload, readBlob, uploadChunk } from '../documents/transfer.ts';
import { discardDraft, getDraft, saveDraft } from '../documents/drafts.ts';
import { readPrescription } from '../documents/readPrescription.ts';
import { approveOrder, returnOrder } from '../orders/approve.ts';
import { amendOrder, createOrder } from '../orders/create.ts';
import { cancelOrder, closeOrder, confirmOrder, trackOrder } from '../orders/follow.ts';
import { orderCard, ordersList } from '../orders/read.ts';
import { receiveOrder } from '../orders/receive.ts';
import { printOrder, sendOrder } from '../orders/send.ts';
import { askFor } from '../requisitions/ask.ts';
import { approveRequisition, cancelRequisition, closeRequisition, mapItem, rejectRequisition } from '../requisitions/decide.ts';
import { requisitionCard, requisitionPlaces, requisitionsList } from '../requisitions/read.ts';
import { receiveRequisition } from '../requisitions/receive.ts';
import { pickRequisition, putBackRequisition, shipRequisition } from '../requisitions/ship.ts';
import { importPrices, previewPrices } from '../suppliers/importPrices.ts';
import { endPrice, setPrice } from '../suppliers/prices.ts';
import { supplierCard, supplierHistory, suppliersList } from '../suppliers/read.ts';
import { recommend } from '../suppliers/recommend.ts';
import { addSupplier, amendSupplier } from '../suppliers/save.ts';
import { stockMonth } from '../reports/stockMonth.ts';
import { catalogue } from '../laboratory/catalogue.ts';
import { collect } from '../laboratory/collect.ts';
import { acknowledgeCritical, criticals } from '../laboratory/criticals.ts';
import { enterResults } from '../laboratory/enterResults.ts';
import { order } from '../laboratory/order.ts';
import { labWorklist, ordersOfEncounter } from '../laboratory/orders.ts';
import { printSpecimenLabel } from '../laboratory/printLabel.ts';
import { recordOutside } from '../laboratory/recordOutside.ts';
import { listRanges } from '../laboratory/rangesList.ts';
import { setPanel } from '../laboratory/setPanel.ts';
import { setRange, withdrawRange } from '../laboratory/setRange.ts';
import { results } from '../laboratory/results.ts';
import { retract } from '../laboratory/retract.ts';
import { revoke } from '../laboratory/revoke.ts';
import { acknowledge } from '../network/acknowledge.ts';
import { listAlerts } from '../network/alerts.ts';
import { changeLink } from '../network/changeLink.ts';
import { confirmKey } from '../network/confirmKey.ts';
import { enrolHere } from '../network/enrol.ts';
import { hubKey } from '../network/hubKey.ts';
import { linkSettings } from '../network/linkSettings.ts';
import { nearby } from '../network/nearby.ts';
import { listPeers } from '../network/peers.ts';
import { networkStatus } from '../network/status.ts';
import { askBySeed, cancelSeed, loadSeedHere, writeSeedHere } from '../network/exchangeSeeds.ts';
import { moveHub } from '../network/moveHub.ts';
import { seedStatus } from '../network/seedStatus.ts';
import { erase } from '../people/erase.ts';
import { exportPerson } from '../people/exportPerson.ts';
import { findPerson } from '../people/findPerson.ts';
import { previewErasure } from '../people/previewErasure.ts';
import { overdue, retention, setRetention } from '../people/retention.ts';
import { listBackups } from '../backup/list.ts';
import { beginBackup, cancelBackup } from '../backup/make.ts';
import { previewRestore, restoreHere } from '../backup/restore.ts';
import { restoreFirst } from '../backup/restoreFirst.ts';
import { setBackupPlan } from '../backup/setPlan.ts';
import { backupStatus } from '../backup/status.ts';
import { verifyBackupHere } from '../backup/verify.ts';
import { changeDataKey, prepareDataKey } from '../security/dataKeyChange.ts';
import { renewRecovery } from '../security/recoveryKeyRenew.ts';
import { listAdministrators, resetWithRecovery } from '../security/recoveryReset.ts';
import { accessPolicy, amendAccessPolicy } from '../security/accessPolicy.ts';
import { exportConfiguration } from '../configuration/exportFile.ts';
import { configurationHistory } from '../configuration/history.ts';
import { importConfiguration } from '../configuration/importFile.ts';
import { previewConfiguration } from '../configuration/preview.ts';
import { addDepartment, amendDepartment, departmentsList, removeDepartment } from '../security/departments.ts';
import { liftMark, markSensitive, sensitivityOf } from '../security/sensitivity.ts';
import { closeBreakGlass, listBreakGlass, openBreakGlass, reviewBreakGlass } from '../security/breakGlass.ts';
import { listSeats } from '../seats/list.ts';
import { cancelCode, makeCode } from '../seats/makeCode.ts';
import { renameSeat } from '../seats/rename.ts';
import { revokeSeat } from '../seats/revoke.ts';
import { setSharing, sharing } from '../seats/sharing.ts';
import type { Context, Seat } from './context.ts';
import type { Host } from './host.ts';
import { exploreDemo } from './exploreDemo.ts';
import { health } from './health.ts';
import { recover } from './recover.ts';
import { amendDetails } from '../registration/amendDetails.ts';
import { registrationDetails } from '../registration/details.ts';
import { addFact, retractFact } from '../registration/facts.ts';
import { amendFields, registrationFieldsNow } from '../registration/fields.ts';
import { joinHousehold, leaveHousehold } from '../registration/household.ts';
import { printCard } from '../registration/printCard.ts';
import { registerUnknown } from '../registration/registerUnknown.ts';
import { setPhoto } from '../registration/setPhoto.ts';
import { setUp } from './setUp.ts';

export type QueryHandler<M extends MethodName> = (ctx: Context, input: Input<M>) => Promise<Output<M>>;
export type HostHandler<M extends MethodName> = (host: Host, seat: Seat, input: Input<M>) => Promise<Output<M>>;
export type CommandHandler<M extends MethodName, P = void> = {
  /** slow work, before the transaction: hashes, pictures, PDFs */
  prepare?: (ctx: Context, input: Input<M>) => Promise<P>;
  /** inside the transaction: nothing is awaited but the database */
  run: (ctx: Context, input: Input<M>, prepared: P) => Promise<Output<M>>;
  /** the person whose key seals the stored outcome */
  about?: (input: Input<M>, output: Output<M>) => string | null;
  /** what is kept although the command was refused (unmet demand): a transaction of its own */
  refused?: (ctx: Context, input: Input<M>, error: AppError) => Promise<void>;
};

type HandlerOf<M extends MethodName> = Contract[M]['kind'] extends 'query'
  ? QueryHandler<M>
  : Contract[M]['kind'] extends 'host'
    ? HostHandler<M>
    : // oxlint-disable-next-line typescript/no-explicit-any -- each command has its own prepared value
      CommandHandler<M, any>;

/** Typed by the contract: a missing one does not compile. */
export const handlers: { [M in MethodName]: HandlerOf<M> } = {
  'facility.status': async (host, seat) => host.status(seat),
  'facility.tryAgain': async (host) => {
    await host.tryAgain();
    return {};
  },
  'facility.setUp': setUp,
  'facility.recover': recover,
  'facility.restore': restoreFirst,
  'facility.exploreDemo': exploreDemo,
  'facility.profile': facilityProfile,
  'facility.amend': amendFacility,
  'facility.health': health,
  'session.signIn': signIn,
  'session.resume': resume,
  'session.signOut': signOut,
  'session.setPreferences': setPreferences,
  'session.lock': lock,
  'session.unlock': unlock,
  'session.check': checkSession,
  'session.prove': prove,
  'session.changePassword': changePassword,
  'session.resetPassword': resetPassword,
  'session.security': ownSecurity,
  'session.setPin': setPin,
  'session.removePin': removePin,
  'session.beginTotp': beginTotp,
  'session.confirmTotp': confirmTotp,
  'session.removeTotp': removeTotp,
  'session.renewBackupCodes': renewBackupCodes,
  'session.mine': mySessions,
  'session.all': allSessions,
  'session.end': endSession,
  'session.signInRules': signInRules,
  'session.amendSignInRule': amendSignInRule,
  'patients.search': search,
  'patients.list': listPatients,
  'patients.findDuplicates': findDuplicates,
  'patients.register': register,
  'patients.amend': amendPatient,
  'patients.chart': chart,
  'registration.details': registrationDetails,
  'registration.amendDetails': amendDetails,
  'registration.addFact': addFact,
  'registration.retractFact': retractFact,
  'registration.setPhoto': setPhoto,
  'registration.joinHousehold': joinHousehold,
  'registration.leaveHousehold': leaveHousehold,
  'registration.registerUnknown': registerUnknown,
  'registration.printCard': printCard,
  'registration.fields': registrationFieldsNow,
  'registration.amendFields': amendFields,
  'duplicates.list': listDuplicates,
  'duplicates.find': findAllDuplicates,
  'duplicates.cancel': cancelFind,
  'duplicates.distinguish': distinguish,
  'duplicates.reconsider': reconsider,
  'duplicates.previewMerge': previewMerge,
  'duplicates.merge': mergeRecords,
  'duplicates.merges': merges,
  'duplicates.previewUnmerge': previewUnmerge,
  'duplicates.unmerge': unmergeRecords,
  'appointments.forDay': appointmentsForDay,
  'appointments.book': book,
  'appointments.cancel': cancelAppointment,
  'appointments.checkIn': checkIn,
  'encounters.startWalkIn': startWalkIn,
  'encounters.queue': queue,
  'encounters.get': getEncounter,
  'encounters.recordVitals': recordVitals,
  'encounters.recordDiagnosis': recordDiagnosis,
  'pregnancies.current': currentPregnancy,
  'pregnancies.record': recordPregnancy,
  'pregnancies.amend': amendPregnancy,
  'pregnancies.end': endPregnancy,
  'pregnancies.recordContact': recordContact,
  'immunizations.card': immunizationCardOf,
  'immunizations.record': recordImmunization,
  'immunizations.enteredInError': immunizationEnteredInError,
  'immunizations.recordReaction': recordReaction,
  'immunizations.due': immunizationsDue,
  'immunizations.schedule': immunizationSchedule,
  'immunizations.setDose': setScheduleDose,
  'observations.earlyWarning': earlyWarningNow,
  'observations.growth': growth,
  'observations.growthCurves': growthCurvesFor,
  'encounters.finish': finish,
  'compositions.ofEncounter': compositionsOfEncounter,
  'compositions.saveNote': saveNote,
  'compositions.addAddendum': addAddendum,
  'compositions.writeLetter': writeLetter,
  'compositions.print': printLetter,
  'compositions.enteredInError': compositionEnteredInError,
  'phrases.list': phrasesList,
  'phrases.save': phrasesSave,
  'phrases.retire': phrasesRetire,
  'laboratory.catalogue': catalogue,
  'laboratory.ranges': listRanges,
  'laboratory.setRange': setRange,
  'laboratory.withdrawRange': withdrawRange,
  'laboratory.setPanel': setPanel,
  'laboratory.order': order,
  'laboratory.worklist': labWorklist,
  'laboratory.ofEncounter': ordersOfEncounter,
  'laboratory.collect': collect,
  'laboratory.printLabel': printSpecimenLabel,
  'laboratory.enterResults': enterResults,
  'laboratory.retract': retract,
  'laboratory.revoke': revoke,
  'laboratory.recordOutside': recordOutside,
  'laboratory.results': results,
  'laboratory.criticals': criticals,
  'laboratory.acknowledge': acknowledgeCritical,
  'allergies.record': recordAllergy,
  'allergies.amend': amendAllergy,
  'allergies.recordNoneKnown': recordNoneKnown,
  'allergies.enteredInError': allergyEnteredInError,
  'problems.list': listOfProblems,
  'problems.add': addProblem,
  'problems.amend': amendProblem,
  'problems.enteredInError': problemEnteredInError,
  'medications.of': medicationsOf,
  'medications.state': stateMedicine,
  'medications.endStatement': endStatement,
  'medications.reconcile': reconcile,
  'medications.printList': printMedicationList,
  'histories.of': historiesOf,
  'histories.addFamily': addFamilyHistory,
  'histories.addSocial': addSocialHistory,
  'histories.familyEnteredInError': familyHistoryEnteredInError,
  'histories.socialEnteredInError': socialHistoryEnteredInError,
  'timeline.of': timelineOf,
  'blood.list': listBlood,
  'blood.get': getBlood,
  'blood.reservation': bloodReservation,
  'blood.receive': receiveBlood,
  'blood.reserve': reserveBlood,
  'blood.crossMatch': crossMatchBlood,
  'blood.issue': issueBlood,
  'blood.release': releaseBlood,
  'blood.end': endBlood,
  'equipment.list': listAllEquipment,
  'equipment.get': getEquipment,
  'equipment.add': addEquipment,
  'equipment.amend': amendEquipment,
  'equipment.step': stepEquipment,
  'equipment.maintained': noteMaintenance,
  'wards.list': listAllWards,
  'wards.imprest': wardImprest,
  'wards.setLevel': setImprestLevel,
  'wards.topUp': topUpWard,
  'wards.beds': allBeds,
  'wards.addBed': addBed,
  'wards.setBed': setBed,
  'stockReports.of': stockReport,
  'stockReports.export': exportStockReport,
  'stockReports.labels': stockLabels,
  'stockViews.list': listStockViews,
  'stockViews.save': saveStockView,
  'stockViews.remove': removeStockView,
  'coldChain.list': listStorages,
  'coldChain.storage': oneStorage,
  'coldChain.record': recordTemperature,
  'coldChain.previewImport': previewLogger,
  'coldChain.import': importLogger,
  'coldChain.conclude': concludeExcursion,
  'coldChain.checkVvm': checkVvm,
  'coldChain.setLimits': setColdLimits,
  'recalls.list': listAllRecalls,
  'recalls.preview': previewRecall,
  'recalls.get': getRecall,
  'recalls.people': recallPeople,
  'recalls.start': startRecall,
  'recalls.noteContact': noteRecallContact,
  'recalls.letters': recallLetters,
  'recalls.close': closeRecall,
  'recalls.cancel': cancelRecall,
  'registers.list': listRegisters,
  'registers.of': registerOf,
  'registers.setInterval': setRegisterInterval,
  'registers.export': exportRegister,
  'codes.searchConditions': searchConditionCodes,
  'codes.searchMedicines': searchMedicineNames,
  'inventory.items': listItems,
  'inventory.item': itemCard,
  'inventory.addItem': addItem,
  'items.get': getItem,
  'items.packs': itemPacks,
  'items.findByGtin': findByGtin,
  'items.choices': itemChoices,
  'items.update': updateItem,
  'items.export': exportItems,
  'items.previewImport': previewImport,
  'items.import': importItems,
  'items.cancelImport': cancelImport,
  'items.imports': imports,
  'items.badRows': badRows,
  'inventory.receive': receive,
  'inventory.adjust': adjust,
  'inventory.reverse': reverse,
  'inventory.earliestDay': earliestDay,
  'inventory.moveLot': moveLot,
  'inventory.issueToWard': issueToWard,
  'inventory.returnFromPatient': returnFromPatient,
  'inventory.stockCard': stockCard,
  'inventory.exportStockCard': exportStockCard,
  'inventory.locations': locations,
  'inventory.addLocation': addLocation,
  'inventory.amendLocation': amendLocation,
  'inventory.holdLot': holdLotByHand,
  'inventory.releaseLot': releaseLotByHand,
  'inventory.setReorderLevel': setReorderLevel,
  'receiving.list': receiptsList,
  'receiving.get': receiptNow,
  'receiving.begin': beginReceipt,
  'receiving.amend': amendReceipt,
  'receiving.scan': scanPack,
  'receiving.addLine': addReceiptLine,
  'receiving.amendLine': amendReceiptLine,
  'receiving.removeLine': removeReceiptLine,
  'receiving.discard': discardReceipt,
  'receiving.post': postReceipt,
  'receiving.reverse': reverseReceipt,
  'receiving.print': printReceipt,
  'receiving.readNote': readDeliveryNote,
  'stockTakes.list': listStockTakes,
  'stockTakes.plan': planStockTake,
  'stockTakes.setCycle': setStockTakeCycle,
  'stockTakes.start': startStockTake,
  'stockTakes.sheet': stockTakeSheet,
  'stockTakes.saveCounts': saveCounts,
  'stockTakes.addFound': addFound,
  'stockTakes.submit': submitStockTake,
  'stockTakes.reopen': reopenStockTake,
  'stockTakes.variances': stockTakeVariances,
  'stockTakes.explain': explainVariances,
  'stockTakes.approve': approveStockTake,
  'stockTakes.cancel': cancelStockTake,
  'stockTakes.export': exportStockTake,
  'safety.answer': answerSafety,
  'safety.noteShown': noteShown,
  'safety.second': second,
  'safety.quieten': quieten,
  'safety.showAgain': showAgain,
  'safety.reviews': safetyReviews,
  'safety.review': reviewAlone,
  'safety.statistics': safetyStatistics,
  'safety.export': exportSafety,
  'controlled.items': listControlledItems,
  'controlled.register': controlledRegister,
  'controlled.witness': witness,
  'controlled.correct': correctEntry,
  'controlled.count': countControlled,
  'controlled.unwitnessed': unwitnessedLines,
  'controlled.review': reviewEntry,
  'controlled.export': exportControlled,
  'prescriptions.check': check,
  'prescriptions.prescribe': prescribe,
  'prescriptions.worklist': worklist,
  'prescriptions.get': getRequest,
  'dispensing.queue': deskQueue,
  'dispensing.handedOut': handedOut,
  'dispensing.find': findScanned,
  'dispensing.open': openAtDesk,
  'dispensing.substitutes': listSubstitutes,
  'dispensing.claim': claimRequest,
  'dispensing.release': releaseRequest,
  'dispensing.setReady': setReady,
  'dispensing.owe': oweRequest,
  'dispensing.endOwing': endOwing,
  'dispensing.waitingFor': waitingFor,
  'dispensing.dispense': dispense,
  'dispensing.reverse': reverseDispense,
  'dispensing.takeBack': takeBack,
  'dispensing.pay': pay,
  'dispensing.printLabels': printLabels,
  'dispensing.counterItem': counterItem,
  'dispensing.setCounterRule': setCounterRule,
  'dispensing.askPrescriber': askPrescriber,
  'dispensing.notices': listOwnNotices,
  'dispensing.seen': noticeSeen,
  'prescriptions.stop': stop,
  'prescriptions.sign': sign,
  'prescriptions.ofPatient': ofPatient,
  'prescriptions.history': requestHistory,
  'prescriptions.change': change,
  'dosing.facts': dosingFacts,
  'dosing.calculate': calculateDose,
  'prescriptions.alternatives': alternatives,
  'favourites.list': favouritesList,
  'favourites.save': favouritesSave,
  'favourites.retire': favouritesRetire,
  'orderSets.list': orderSetsList,
  'orderSets.save': orderSetsSave,
  'orderSets.retire': orderSetsRetire,
  'controlledPrescribing.get': getControlledPrescribing,
  'controlledPrescribing.amend': amendControlledPrescribing,
  'refills.list': listRefills,
  'refills.decided': decidedRefills,
  'refills.request': requestRefill,
  'refills.refuse': refuseRefill,
  'refills.withdraw': withdrawRefill,
  'prescriptions.print': printPrescription,
  'prescriptionSeals.verify': verifySeal,
  'prescriptionSeals.ask': askElsewhere,
  'prescriptionSeals.accept': acceptOutside,
  'prescriptionSeals.giveBack': giveBackOutside,
  'prescriptionSeals.doubles': doubleUses,
  'prescriptionSeals.acknowledgeDouble': acknowledgeDouble,
  'prescriptionSeals.label': printBagLabel,
  'prescriptionSeals.keys': prescriptionKeys,
  'prescriptionSeals.renewKey': renewPrescriptionKey,
  'blobs.begin': beginUpload,
  'blobs.chunk': uploadChunk,
  'blobs.commit': commitUpload,
  'blobs.read': readBlob,
  'documents.readPrescription': readPrescription,
  'documents.attach': attach,
  'replenishment.settings': replenishmentSettings,
  'replenishment.amendSettings': amendReplenishmentSettings,
  'replenishment.ofItem': replenishmentOfItem,
  'replenishment.suggested': suggested,
  'replenishment.waste': expectedWaste,
  'replenishment.export': exportReplenishment,
  'orders.list': ordersList,
  'orders.get': orderCard,
  'orders.create': createOrder,
  'orders.amend': amendOrder,
  'orders.approve': approveOrder,
  'orders.return': returnOrder,
  'orders.send': sendOrder,
  'orders.print': printOrder,
  'orders.confirm': confirmOrder,
  'orders.track': trackOrder,
  'orders.receive': receiveOrder,
  'orders.close': closeOrder,
  'orders.cancel': cancelOrder,
  'suppliers.list': suppliersList,
  'suppliers.get': supplierCard,
  'suppliers.history': supplierHistory,
  'suppliers.add': addSupplier,
  'suppliers.amend': amendSupplier,
  'suppliers.setPrice': setPrice,
  'suppliers.endPrice': endPrice,
  'suppliers.previewPrices': previewPrices,
  'suppliers.importPrices': importPrices,
  'suppliers.recommend': recommend,
  'requisitions.list': requisitionsList,
  'requisitions.get': requisitionCard,
  'requisitions.places': requisitionPlaces,
  'requisitions.ask': askFor,
  'requisitions.mapItem': mapItem,
  'requisitions.approve': approveRequisition,
  'requisitions.reject': rejectRequisition,
  'requisitions.pick': pickRequisition,
  'requisitions.putBack': putBackRequisition,
  'requisitions.ship': shipRequisition,
  'requisitions.receive': receiveRequisition,
  'requisitions.cancel': cancelRequisition,
  'requisitions.close': closeRequisition,
  'reports.stockMonth': stockMonth,
  'drafts.save': saveDraft,
  'drafts.get': getDraft,
  'drafts.discard': discardDraft,
  'network.status': networkStatus,
  'network.settings': linkSettings,
  'network.change': changeLink,
  'network.hubKey': hubKey,
  'network.confirmKey': confirmKey,
  'network.nearby': nearby,
  'network.alerts': listAlerts,
  'network.acknowledge': acknowledge,
  'network.peers': listPeers,
  'network.enrol': enrolHere,
  'network.moveTo': moveHub,
  'seeds.status': seedStatus,
  'seeds.write': writeSeedHere,
  'seeds.ask': askBySeed,
  'seeds.load': loadSeedHere,
  'seeds.cancel': cancelSeed,
  'accounts.me': ownRights,
  'accounts.list': listAccountsForDesk,
  'accounts.add': addAccountAtDesk,
  'accounts.amend': amendAccount,
  'accounts.deactivate': deactivateAccount,
  'accounts.reactivate': reactivateAccount,
  'accounts.matrix': matrix,
  'accounts.composeRole': composeRole,
  'accounts.amendRole': amendRole,
  'accounts.removeRole': removeRole,
  'audit.list': listAudit,
  'audit.choices': auditChoices,
  'audit.entry': auditEntry,
  'audit.whoLooked': whoLooked,
  'audit.export': exportAudit,
  'history.of': historyOf,
  'history.ofRecord': historyOfRecord,
  'inventory.history': historyOfItem,
  'audit.verify': verifyAuditNow,
  'backups.status': backupStatus,
  'backups.list': listBackups,
  'backups.make': beginBackup,
  'backups.cancel': cancelBackup,
  'backups.verify': verifyBackupHere,
  'backups.setPlan': setBackupPlan,
  'backups.preview': previewRestore,
  'backups.restore': restoreHere,
  'recovery.renew': renewRecovery,
  'dataKey.prepare': prepareDataKey,
  'dataKey.change': changeDataKey,
  'recovery.administrators': listAdministrators,
  'recovery.resetPassword': resetWithRecovery,
  'people.find': findPerson,
  'people.export': exportPerson,
  'people.previewErasure': previewErasure,
  'people.erase': erase,
  'people.retention': retention,
  'people.setRetention': setRetention,
  'people.overdue': overdue,
  'departments.list': departmentsList,
  'departments.add': addDepartment,
  'departments.amend': amendDepartment,
  'departments.remove': removeDepartment,
  'sensitivity.of': sensitivityOf,
  'sensitivity.mark': markSensitive,
  'sensitivity.lift': liftMark,
  'breakGlass.open': openBreakGlass,
  'breakGlass.close': closeBreakGlass,
  'breakGlass.list': listBreakGlass,
  'breakGlass.review': reviewBreakGlass,
  'access.policy': accessPolicy,
  'access.amendPolicy': amendAccessPolicy,
  'seats.sharing': sharing,
  'seats.setSharing': setSharing,
  'seats.makeCode': makeCode,
  'seats.cancelCode': cancelCode,
  'seats.list': listSeats,
  'seats.rename': renameSeat,
  'seats.revoke': revokeSeat,
  'configuration.history': configurationHistory,
  'configuration.export': exportConfiguration,
  'configuration.preview': previewConfiguration,
  'configuration.import': importConfiguration,
  'knowledge.loaded': loadedKnowledge,
  'knowledge.readNames': readNames,
  'knowledge.previewPack': previewPack,
  'knowledge.loadPack': loadPack,
  'knowledge.arriving': arrivingPacks,
  'knowledge.previewArrived': previewArrived,
  'knowledge.loadArrived': loadArrived,
  'knowledge.setAsideArrived': setAsideArrived,
  'knowledge.fetchArriving': fetchArriving,
  'knowledge.removePack': removePack,
  'knowledge.fallBack': fallBack,
};
