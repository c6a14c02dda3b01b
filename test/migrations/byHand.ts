/**
 * Rows as each step's tables took them on the day it was released, written by hand and never changed afterwards:
 * the next step must leave them as they are. In an order that foreign keys allow.
 */
export const byHand: Readonly<Record<number, string>> = {
  10: `
    INSERT INTO facility (id, code, epoch_id, name, type, time_zone, currency, locale, latitude, longitude, created_at)
      VALUES ('f', 'K7M2QX', 'e1', 'Ankora', 'clinic', 'Africa/Accra', 'GHS', 'en', 7.35, -1.94, '2026-11-21T08:00:00.000Z');
    INSERT INTO user_account (id, username, display_name, password_hash, created_at) VALUES ('u', 'amina', 'Amina', 'hash', '2026-11-21T08:00:00.000Z');
    INSERT INTO practitioner (id, user_id, display_name, is_bookable) VALUES ('d', 'u', 'Amina', 1);
    INSERT INTO role VALUES ('doctor');
    INSERT INTO role_permission VALUES ('doctor', 'Patient.read');
    INSERT INTO user_role VALUES ('ur', 'u', 'doctor');
    INSERT INTO seat (id, kind, name, created_at) VALUES ('s', 'window', 'desk', '2026-11-21T08:00:00.000Z');
    INSERT INTO session VALUES ('ss', 'u', 's', 'token', '2026-11-21T08:00:00.000Z', '2026-11-21T20:00:00.000Z', NULL);
    INSERT INTO person_key VALUES ('p', x'00ff', '2026-11-21T08:00:00.000Z', NULL), ('gone', NULL, '2026-11-21T08:00:00.000Z', '2026-11-21T09:00:00.000Z');
    INSERT INTO audit_event VALUES (1, '2026-11-21T08:00:00.000Z', 'user', 'u', 's', 'create', 'patient', 'p', 'p', '', 1, x'0102', 1, zeroblob(32));
    INSERT INTO audit_head VALUES (1, '2026-11-21T08:01:00.000Z', zeroblob(32), 'key', x'03');
    INSERT INTO request_outcome VALUES ('u', 'k', 'patients.register', 'h', 'p', x'04', '2026-11-21T08:00:00.000Z');
    INSERT INTO number_counter VALUES ('patient', 'A', 42);
    INSERT INTO draft VALUES ('dr', 'u', 'prescription', 'p', 1, '{"text":"é"}', '2026-11-21T08:00:00.000Z');
    INSERT INTO blob VALUES ('b', 'file', 'scan.png', 'image/png', 10, 'sha', 'p', '2026-11-21T08:00:00.000Z');
    INSERT INTO blob_upload VALUES ('bu', 'u', 'file2', 'scan.png', 'image/png', 10, 'sha', NULL, 4, '2026-11-21T08:00:00.000Z');`,
  20: `
    INSERT INTO patient (id, number, family_name, given_names, sort_name, sex, birth_date, birth_date_precision, phone, village, created_at) VALUES
      ('p', 'P-1', 'Traoré', 'Awa', 'traore awa', 'female', '1991-04-12', 'day', '+999 70', 'Kolda', '2026-11-21T08:00:00.000Z'),
      ('q', 'P-2', 'Sow', '', 'sow', 'unknown', NULL, 'year', '', '', '2026-11-21T08:00:00.000Z');
    INSERT INTO patient_identifier (id, patient_id, system, value) VALUES ('pi', 'p', 'national', '123');
    INSERT INTO patient_link VALUES ('pl', 'q', 'p', '2026-11-21T08:00:00.000Z', NULL);
    INSERT INTO patient_search (patient_id, words, sounds) VALUES ('p', 'awa traore 1991', 'tl');`,
  30: `
    INSERT INTO encounter (id, patient_id, status, started_at, local_date) VALUES ('e', 'p', 'triaged', '2026-11-21T08:00:00.000Z', '2026-11-21');
    INSERT INTO appointment VALUES ('a', 'p', 'd', 'e', '2026-11-21T08:00:00.000Z', '2026-11-21T08:15:00.000Z', '2026-11-21', 'fever', 'arrived', 1, '2026-11-20T08:00:00.000Z');
    INSERT INTO observation (id, patient_id, encounter_id, code, display, value, unit, effective_at, status, recorded_by) VALUES ('o', 'p', 'e', '29463-7', 'Body weight', 61.5, 'kg', '2026-11-21T08:05:00.000Z', 'final', 'd');
    INSERT INTO condition VALUES ('c', 'p', 'e', 'icd', '2019', 'B54', 'Unspecified malaria', '', 'active', '2026-11-21T08:06:00.000Z', 'd');
    INSERT INTO allergy_intolerance (id, patient_id, substance, kind, criticality, reaction, status, recorded_at, recorded_by, version) VALUES ('al', 'p', 'Penicillin', 'allergy', 'high', 'rash', 'active', '2026-11-21T08:06:00.000Z', 'd', 1);
    INSERT INTO document_reference VALUES ('doc', 'p', 'b', 'Letter', 'current', '2026-11-21T08:06:00.000Z');`,
  40: `
    INSERT INTO item (id, name, sort_name, form, unit, pack_size, product, product_key, created_at)
      VALUES ('i', 'Amoxicillin 500 mg', 'amoxicillin 500 mg', 'capsule', 'capsule', 100, '{}', 'amoxicillin|500 mg', '2026-11-21T08:00:00.000Z');
    INSERT INTO item_alias VALUES ('ia', 'i', 'other', 'their-item', '2026-11-21T08:00:00.000Z');
    INSERT INTO location (id, name, kind, is_dispensable) VALUES ('l', 'Store', 'store', 1);
    INSERT INTO lot (id, item_id, lot_number, expiry, status, unit_cost, created_at) VALUES ('lt', 'i', 'L1', '2027-11-30', 'active', 12, '2026-11-21T08:00:00.000Z');
    INSERT INTO stock_movement (id, item_id, lot_id, location_id, quantity, reason, ref_id, reverses_id, note, moved_at, recorded_at, local_date, recorded_by)
      VALUES ('m1', 'i', 'lt', 'l', 100, 'receipt', NULL, NULL, '', '2026-11-21T08:00:00.000Z', '2026-11-21T08:00:00.000Z', '2026-11-21', 'u');
    INSERT INTO stock_movement (id, item_id, lot_id, location_id, quantity, reason, ref_id, reverses_id, note, moved_at, recorded_at, local_date, recorded_by)
      VALUES ('m2', 'i', 'lt', 'l', -21, 'dispense', 'md', NULL, '', '2026-11-21T08:10:00.000Z', '2026-11-21T08:10:00.000Z', '2026-11-21', 'u');
    INSERT INTO demand_event (id, item_id, medicine, asked, given, local_date, why, recorded_at) VALUES ('de', 'i', 'Amoxicillin', 21, 21, '2026-11-21', 'given', '2026-11-21T08:10:00.000Z');`,
  50: `
    INSERT INTO medication_request (id, number, patient_id, encounter_id, item_id, medicine, directions, quantity, unit, status, authored_at, valid_until, prescriber_id, safety, overrides, version)
      VALUES ('r', 'R-1', 'p', 'e', 'i', 'Amoxicillin 500 mg', '1 x 3', 21, 'capsule', 'active', '2026-11-21T08:09:00.000Z', '2026-12-21', 'd', '{}', '[]', 1);
    INSERT INTO medication_dispense (id, medication_request_id, patient_id, quantity, when_handed_over, performer_id)
      VALUES ('md', 'r', 'p', 21, '2026-11-21T08:10:00.000Z', 'd');`,
  60: `
    INSERT INTO outbox (kind, key, is_state, payload, created_at) VALUES ('stock.level', 'i', 1, '{}', '2026-11-21T08:10:00.000Z');
    INSERT INTO hub_link (id, hub_url, hub_name, hub_public_key, private_key, public_key, facility_epoch, enrolled_at)
      VALUES (1, 'wss://hub', 'Hub', 'hk', 'sk', 'pk', 'e1', '2026-11-21T08:00:00.000Z');
    INSERT INTO peer_facility (facility_id, name, code, type) VALUES ('o', 'Other', 'AAAAAA', 'pharmacy');
    INSERT INTO peer_state VALUES ('o', 'stock.level', 'x', '{}', NULL, 3, '2026-11-21T08:10:00.000Z', '2026-11-21T08:10:00.000Z');
    INSERT INTO alert VALUES ('al1', 'shortage', 'warning', 'i', 'Amoxicillin', 3, '2026-11-21T08:10:00.000Z', NULL);
    INSERT INTO acknowledgement VALUES ('ac', 'al1', 'u', '2026-11-21T08:11:00.000Z');
    INSERT INTO quarantine VALUES ('qu', 'o', 'stock.level', 'x', 'nonsense', 'not JSON', 7, '2026-11-21T08:10:00.000Z');`,
  70: `
    INSERT INTO backup_run VALUES ('br', '2026-11-21T12:00:00.000Z', '2026-11-21T12:00:01.000Z', '/media/stick', 'medvault-K7M2QX-20261121T120000000Z', 4096, NULL);`,
  80: `
    INSERT INTO role_sign_in VALUES ('doctor', 3, 1);
    INSERT INTO credential VALUES ('u', '2026-11-21T08:00:00.000Z', 0, 'pin', 'JBSWY3DPEHPK3PXP', '2026-11-21T08:00:00.000Z', 7);
    INSERT INTO password_history VALUES ('ph', 'u', 'hash', '2026-11-21T08:00:00.000Z');
    INSERT INTO backup_code VALUES ('bc', 'u', 'hash', NULL);
    INSERT INTO session_state VALUES ('ss', 5, 0, '2026-11-21T08:00:00.000Z', NULL, NULL, 0);
    INSERT INTO seat_delay VALUES ('s', 4, '2026-11-21T08:00:10.000Z');`,
  90: `
    INSERT INTO role VALUES ('Midwife');
    INSERT INTO role_permission VALUES ('Midwife', 'Patient.read');`,
  100: `
    INSERT INTO department VALUES ('dep', 'Maternity', 1);
    INSERT INTO user_department VALUES ('ud', 'u', 'dep');
    INSERT INTO sensitivity_mark VALUES ('sm', 'p', 'by wish', '2026-11-21T08:00:00.000Z', 'u', NULL, NULL, '', 1);
    INSERT INTO sensitivity_scope VALUES ('sc', 'sm', 'dep', NULL);
    INSERT INTO break_glass VALUES ('bg', 'p', 'u', 'unconscious', '2026-11-21T08:00:00.000Z', '2026-11-21T09:00:00.000Z', NULL, NULL, NULL, NULL, '', 1);`,
  110: `
    INSERT INTO erasure VALUES ('er', 'h', '2026-11-21T09:00:00.000Z', 'u', 'asked for by letter', 'policy 4');`,
  120: `
    INSERT INTO seat (id, kind, name, token_hash, created_at, paired_at, paired_by, reach, last_seen_at)
      VALUES ('sb', 'browser', 'Tablet', 'cookie', '2026-11-21T08:00:00.000Z', '2026-11-21T08:00:00.000Z', 'u', 'lan', '2026-11-21T09:00:00.000Z');
    INSERT INTO seat (id, kind, name, public_key, created_at, paired_at, paired_by, reach, revoked_at, version)
      VALUES ('sw', 'window', 'Ward', 'spki', '2026-11-21T08:00:00.000Z', '2026-11-21T08:00:00.000Z', 'u', 'lan', '2026-11-21T09:00:00.000Z', 2);
    UPDATE seat_sharing SET is_on = 1, port = 9443, host_name = 'clinic.lan', private_key = x'01', certificate = x'02', version = 2;`,
  140: `
    UPDATE access_policy SET break_glass_minutes = 30, version = 2;`,
  150: `
    INSERT INTO audit_event VALUES (2, '2026-11-21T09:00:00.000Z', 'user', 'u', 's', 'amend', 'patient', 'p', 'p', '', 1, x'00', 2, randomblob(32));`,
  160: `
    INSERT INTO patient_merge (id, patient_id, surviving_id, fields, reason, merged_by) VALUES ('pl', 'q', 'p', '[{"column":"phone","before":"","after":"+999 70"}]', 'one card', 'u');
    INSERT INTO patient_distinction VALUES ('pd', 'p', 'q', '2026-11-21T08:00:00.000Z', 'u', '2026-11-21T09:00:00.000Z');
    INSERT INTO duplicate_run (id, started_at, ended_at, status, records, compared) VALUES ('dr1', '2026-11-21T08:00:00.000Z', '2026-11-21T08:00:05.000Z', 'done', 2, 1);
    INSERT INTO duplicate_pair VALUES ('dp', 'p', 'q', 0.97, 'likely', '[{"field":"given","level":"same","weight":4.1}]');`,
  170: `
    INSERT INTO pregnancy VALUES ('pr', 'p', '2026-06-01', '2026-08-10', 70, 'active', NULL, '', '2026-11-21T08:00:00.000Z', 'd', 1);
    INSERT INTO antenatal_contact VALUES ('ac', 'pr', 'p', 'e', '2026-11-21', 22.5, 140, 'cephalic', 'negative', '', 'final', '2026-11-21T08:00:00.000Z', 'd');`,
  180: `
    INSERT INTO immunization VALUES ('im', 'p', 'e', 'BCG', 'BCG vaccine', '2026-11-21', 1, NULL, NULL, 'L1', '2027-01-31', 'left arm', '', 'completed', '2026-11-21T08:05:00.000Z', 'd', 1);
    INSERT INTO immunization_reaction VALUES ('ir', 'im', 'p', '2026-11-22', 'Fever', 'mild', 0, '2026-11-22T08:00:00.000Z', 'd');
    INSERT INTO immunization_schedule_dose VALUES ('isd', 'BCG', 1, '0d', '0d', '', '5y', 1, 1);`,
  190: `
    INSERT INTO composition VALUES ('co', 'p', 'e', 'progress-note', 'preliminary', '{"plan":"Rest"}', '2026-11-21T08:05:00.000Z', 'd', NULL, NULL, 1);
    INSERT INTO phrase VALUES ('ph1', 'fever', '{"plan":"Malaria test"}', 'd', 'active', 1);`,
  200: `
    INSERT INTO patient_name VALUES ('pn', 'p', 'nickname', 'Yaye', 'active');
    INSERT INTO patient_telecom VALUES ('pt', 'p', 'work', '+999 71', 'active');
    INSERT INTO patient_identifier VALUES ('pi2', 'p', 'insurance', 'NHIS', '88', 'active');
    INSERT INTO related_person VALUES ('rp', 'p', 'mother', 'Fatou', '', 1, 1, 'active');
    INSERT INTO consent VALUES ('cn', 'p', 'sharing', 'permit', '2026-11-21', '', 'active');
    INSERT INTO household VALUES ('hh', '2026-11-21T08:00:00.000Z');
    INSERT INTO household_member VALUES ('hm', 'hh', 'p', NULL);
    INSERT INTO registration_field VALUES ('region', 'Province', 1, 1, 1);`,
  210: `
    INSERT INTO service_request VALUES ('sr', 'Q-1', 'p', 'e', 'completed', 'urgent', '', 'd', '2026-11-21T08:05:00.000Z', '2026-11-21T08:06:00.000Z', 'd', '', NULL, '2026-11-21T09:00:00.000Z', 2);
    INSERT INTO service_request_test VALUES ('st', 'sr', 'p', '718-7', 'Hemoglobin', 0);
    INSERT INTO observation (id, patient_id, encounter_id, code, display, value, unit, effective_at, recorded_by, service_request_id, issued_at, interpretation, reference_low)
      VALUES ('ol', 'p', 'e', '718-7', 'Hemoglobin', 5.9, 'g/dL', '2026-11-21T08:06:00.000Z', 'd', 'sr', '2026-11-21T09:00:00.000Z', 'LL', 12);
    INSERT INTO critical_result VALUES ('cr', 'ol', 'p', 'd', '2026-11-21T09:00:00.000Z', NULL, NULL, '', 1);`,
  220: `
    INSERT INTO problem (id, patient_id, code_system, code_edition, code, display, onset_date, onset_precision, clinical_status, recorded_at, recorded_by)
      VALUES ('pr', 'p', 'icd', '2019', 'I10', 'Hypertension', '2019-01-01', 'year', 'remission', '2026-11-21T08:05:00.000Z', 'd');
    INSERT INTO family_member_history (id, patient_id, relationship, condition, code, onset_age, recorded_at, recorded_by)
      VALUES ('fh', 'p', 'mother', 'Diabetes', 'E11.9', 52, '2026-11-21T08:05:00.000Z', 'd');
    INSERT INTO social_history (id, patient_id, kind, answer, amount, effective_on, recorded_at, recorded_by)
      VALUES ('sh', 'p', 'tobacco', 'daily', 10, '2026-11-21', '2026-11-21T08:05:00.000Z', 'd');
    INSERT INTO register_setting VALUES ('hypertension', 60, 1);
    UPDATE allergy_intolerance SET severity = 'severe', verification_status = 'confirmed', verified_at = '2026-11-21T08:07:00.000Z' WHERE id = 'al';`,
  290: `
    INSERT INTO supplier (id, name, sort_name, contact_name, phone, email, currency, created_at) VALUES ('su', 'Regional Store', 'regional store', 'Desk', '+999 1', 'store@example.org', 'GHS', '2026-11-21T08:00:00.000Z');
    INSERT INTO supplier_item (id, supplier_id, item_id, pack_size, price, code, valid_from, recorded_at) VALUES ('si', 'su', 'i', 100, 450, 'AMX', '2026-11-01', '2026-11-21T08:00:00.000Z');
    INSERT INTO purchase_order (id, number, supplier_id, status, currency, created_at, created_by, sent_at, sent_on, version)
      VALUES ('po', 'B-1', 'su', 'partly-received', 'GHS', '2026-11-21T08:00:00.000Z', 'd', '2026-11-21T09:00:00.000Z', '2026-11-21', 4);
    INSERT INTO purchase_order_line (id, order_id, position, item_id, pack_size, packs, price, received) VALUES ('pol', 'po', 1, 'i', 100, 5, 450, 200);
    INSERT INTO purchase_order_event (id, order_id, event, at, by) VALUES ('poe', 'po', 'send', '2026-11-21T09:00:00.000Z', 'd');
    INSERT INTO purchase_order_receipt (id, order_id, line_id, receipt_id, quantity, received_on, recorded_at) VALUES ('por', 'po', 'pol', 'gr', 200, '2026-11-25', '2026-11-25T09:00:00.000Z');
    INSERT INTO requisition (id, number, side, peer_facility_id, transfer_key, status, created_at, created_by) VALUES ('rq', 'T-1', 'asking', 'f2', 'rq', 'shipped', '2026-11-21T08:00:00.000Z', 'd');
    INSERT INTO requisition_line (id, requisition_id, position, item_id, name, product, asked, approved) VALUES ('rql', 'rq', 1, 'i', 'Amoxicillin', '{}', 100, 80);
    INSERT INTO requisition_shipment (id, requisition_id, shipment_key, status) VALUES ('rqs', 'rq', 's1', 'shipped');
    INSERT INTO requisition_lot (id, shipment_id, position, lot_number, expiry, quantity) VALUES ('rqt', 'rqs', 1, 'L1', '2028-01-31', 80);
    INSERT INTO requisition_event (id, requisition_id, event_key, event, at, by) VALUES ('rqe', 'rq', 'ask', 'ask', '2026-11-21T08:00:00.000Z', 'd');`,
  430: `
    INSERT INTO medication_statement (id, patient_id, medicine, directions, information_source, started_on, recorded_at, recorded_by)
      VALUES ('mst', 'p', 'garlic capsules', 'one each morning', 'patient', '2026-01-01', '2026-11-21T08:00:00.000Z', 'd');
    INSERT INTO medication_reconciliation (id, patient_id, encounter_id, occasion, decisions, reconciled_at, reconciled_by)
      VALUES ('mrc', 'p', 'e', 'visit', '[]', '2026-11-21T08:00:00.000Z', 'd');`,
  480: `
    UPDATE link_setting SET proxy_url = 'http://proxy.example:3128', proxy_user = 'clinic', proxy_password = 'invented';`,
  440: `
    UPDATE link_setting SET radius_km = 50, only_own_items = 1, is_metered = 1, is_paused = 1;
    UPDATE link_interest SET wanted = '{"area":null,"items":[]}', held = '{"area":null,"items":null}';`,
  350: `
    INSERT INTO stock_view (id, user_id, name, view, created_at) VALUES ('sv', 'u', 'Low', '{"filter":"","status":"low","sort":"name"}', '2026-11-21T08:00:00.000Z');`,
  340: `
    INSERT INTO department (id, name) VALUES ('dep340', 'Maternity 340');
    INSERT INTO imprest_level (id, location_id, item_id, level) VALUES ('il', 'l', 'i', 30);
    INSERT INTO bed (id, department_id, name, status, since) VALUES ('bed', 'dep340', 'M1', 'occupied', '2026-11-21T08:00:00.000Z');
    INSERT INTO bed_stay (id, bed_id, patient_id, started_at) VALUES ('bs', 'bed', 'p', '2026-11-21T08:00:00.000Z');`,
  320: `
    INSERT INTO blood_unit (id, unit_number, component, abo, rhd, volume_ml, expiry, source, received_at)
      VALUES ('bu1', 'G0999', 'red-cells', 'O', 'neg', 280, '2026-12-20', 'Regional blood bank', '2026-11-21T08:00:00.000Z');
    INSERT INTO blood_reservation (id, blood_unit_id, patient_id, patient_abo, patient_rhd, cross_match, reserved_until, reserved_at, reserved_by)
      VALUES ('br', 'bu1', 'p', 'A', 'pos', 'pending', '2026-11-22T08:00:00.000Z', '2026-11-21T08:00:00.000Z', 'd');`,
  330: `
    INSERT INTO equipment (id, asset_number, name, sort_name, category, maintenance_days, created_at)
      VALUES ('eq', 'E-1', 'Microscope', 'microscope', 'Laboratory', 90, '2026-11-21T08:00:00.000Z');
    INSERT INTO equipment_event VALUES ('ee', 'eq', 'fault', 'lamp', '2026-11-21', '2026-11-21T08:00:00.000Z', 'd');`,
  310: `
    INSERT INTO cold_storage (id, low, high, heat_minutes, freeze_minutes) VALUES ('l', 2, 8, 600, 60);
    INSERT INTO temperature_import VALUES ('ti', 'l', 'fridge.csv', 'sha', 2, 0, '2026-11-21T08:00:00.000Z', '2026-11-21T08:10:00.000Z', '2026-11-21T09:00:00.000Z', 'd');
    INSERT INTO temperature_reading (location_id, measured_at, celsius, import_id, recorded_at, recorded_by)
      VALUES ('l', '2026-11-21T08:00:00.000Z', 4.5, 'ti', '2026-11-21T09:00:00.000Z', 'd');
    INSERT INTO cold_excursion (id, location_id, kind, started_at, extreme, is_timed, found_at) VALUES ('cx', 'l', 'heat', '2026-11-21T08:00:00.000Z', 11.2, 0, '2026-11-21T09:00:00.000Z');
    INSERT INTO vvm_check VALUES ('vv', 'lt', 2, '2026-11-21T09:00:00.000Z', 'd');`,
  300: `
    INSERT INTO recall (id, number, item_id, is_whole_item, class, reason, source, opened_at, opened_by)
      VALUES ('rc', 'W-1', 'i', 0, 'II', 'Too little active substance', 'Medicines authority 12/2026', '2026-11-22T08:00:00.000Z', 'd');
    INSERT INTO recall_lot (id, recall_id, lot_number) VALUES ('rl', 'rc', 'L1');
    INSERT INTO recall_contact (id, recall_id, patient_id, how, recorded_at, recorded_by) VALUES ('rt', 'rc', 'p', 'phone', '2026-11-22T09:00:00.000Z', 'd');`,
  360: `
    INSERT INTO lab_range (id, loinc, unit, sex, from_age, before_age, normal_low, normal_high, source, edition)
      VALUES ('lr', '718-7', 'g/dL', 'female', '18y', '', 11.5, 15, 'Analyser leaflet', '2026');
    INSERT INTO lab_panel (id, name, loincs) VALUES ('kidney', 'Kidney', '["14682-9"]');
    INSERT INTO document_text (id, patient_id, text, read_at) VALUES ('doc', 'p', 'Chest X-ray', '2026-11-21T08:06:00.000Z');
    UPDATE patient_merge SET left_out = '["pt"]';
    UPDATE duplicate_run SET weights = '[{"field":"given","levels":[]}]';`,
  230: `
    INSERT INTO location VALUES ('lw', 'Maternity', 'ward', 0, 'dep', 1, 1), ('lq', 'Quarantine', 'quarantine', 0, NULL, 1, 1);
    INSERT INTO stock_movement (id, item_id, lot_id, location_id, quantity, reason, ref_id, moved_at, recorded_at, local_date, recorded_by, value) VALUES
      ('m3', 'i', 'lt', 'l', -9, 'move-out', 'mv', '2026-11-21T09:00:00.000Z', '2026-11-21T09:00:00.000Z', '2026-11-21', 'u', -108),
      ('m4', 'i', 'lt', 'lw', 9, 'move-in', 'mv', '2026-11-21T09:00:00.000Z', '2026-11-21T09:00:00.000Z', '2026-11-21', 'u', 108);
    UPDATE lot SET status = 'on-hold', pack_size = 10 WHERE id = 'lt';
    INSERT INTO lot_hold VALUES ('lh', 'lt', 'on-hold', 'fridge was warm', NULL, '2026-11-21T09:00:00.000Z', 'd', NULL, NULL, '');
    INSERT INTO stock_reservation VALUES ('sv', 'i', 'lt', 'l', 10, 'order', 'or', '2026-11-21T09:00:00.000Z', 'd', NULL);
    INSERT INTO medication_dispense (id, medication_request_id, patient_id, quantity, when_handed_over, performer_id, lot_reason)
      VALUES ('md2', 'r', 'p', 1, '2026-11-21T09:00:00.000Z', 'd', 'smaller pack asked for');`,
  250: `
    INSERT INTO goods_receipt (id, number, status, supplier_name, supplier_key, delivery_note, delivery_note_key, received_on, location_id, created_at, created_by, posted_at, posted_by)
      VALUES ('gr', 'S-1', 'posted', 'Central store', 'central store', 'DN 7', 'dn7', '2026-11-21', 'l', '2026-11-21T07:00:00.000Z', 'd', '2026-11-21T07:30:00.000Z', 'd');
    INSERT INTO goods_receipt_line (id, goods_receipt_id, position, item_id, gtin, units_per_pack, packs, lot_number, expiry, pack_cost, arrival_celsius, vvm_stage, lot_id)
      VALUES ('grl', 'gr', 1, 'i', '09501101530003', 10, 10, 'LOT', '2027-11-30', 250, 4.5, 1, 'lt');
    INSERT INTO goods_receipt_serial VALUES ('grs', 'grl', '09501101530003', 'S9');`,
  260: `
    INSERT INTO stock_take (id, number, kind, is_frozen, is_blind, counters, scope, status, started_at, started_by) VALUES
      ('stk', 'N-1', 'partial', 0, 1, 2, '{}', 'counting', '2026-11-21T09:10:00.000Z', 'u');
    INSERT INTO stock_take_line (id, stock_take_id, position, item_id, lot_id, location_id, book_at_start, reason) VALUES
      ('stl', 'stk', 1, 'i', 'lt', 'l', 79, 'unrecorded-issue');
    INSERT INTO stock_take_count (id, line_id, round, quantity, book, counted_at, counted_by) VALUES ('stc', 'stl', 1, 78, 79, '2026-11-21T09:15:00.000Z', 'u');
    INSERT INTO stock_take_cycle (id, interval_days) VALUES ('A', 14);`,
  270: `
    INSERT INTO controlled_entry (id, item_id, page, line, kind, movement_id, quantity, balance, local_date, entered_at, entered_by, witness_by)
      VALUES ('ce', 'i', 1, 1, 'movement', 'm1', 100, 100, '2026-11-21', '2026-11-21T08:00:00.000Z', 'd', 'not-needed');
    INSERT INTO controlled_entry (id, item_id, page, line, kind, movement_id, quantity, balance, local_date, entered_at, entered_by, witness_by, no_witness_reason)
      VALUES ('ce2', 'i', 1, 2, 'movement', 'm2', -21, 79, '2026-11-21', '2026-11-21T08:10:00.000Z', 'd', 'nobody', 'alone at night');
    INSERT INTO controlled_witness (id, item_id, quantity, seat_id, actor_id, witness_id, witness_by, witnessed_at)
      VALUES ('cw', 'i', 21, 's', 'u', 'u', 'password', '2026-11-21T08:09:00.000Z');
    INSERT INTO controlled_review VALUES ('cv', 'ce2', 'u', '2026-11-22T08:00:00.000Z', 'seen');
    INSERT INTO controlled_count (id, item_id, book, counted, local_date, counted_at, counted_by, witness_id)
      VALUES ('cc', 'i', 79, 79, '2026-11-21', '2026-11-21T18:00:00.000Z', 'd', 'u');`,
  280: `
    INSERT INTO demand_event (id, item_id, medicine, asked, given, local_date, why, recorded_at, ask)
      VALUES ('de2', 'i', 'Amoxicillin', 30, 10, '2026-11-21', 'partly', '2026-11-21T08:20:00.000Z', 'a1');
    UPDATE replenishment_setting SET consumption_months = 6;`,
  240: `
    UPDATE item SET category = 'Antibiotics', programme = 'Essential medicines', ven = 'V', minimum = 200, maximum = 800, lead_time_days = 14, price = 12 WHERE id = 'i';
    INSERT INTO item_pack (id, item_id, gtin, size, name, is_default, is_active) VALUES ('ip', 'i', '09501101530003', 10, 'blister', 0, 1);
    INSERT INTO item_import VALUES ('im', 'items.csv', 'done', 10, 10, 4, 3, 1, 2, 2, '2026-11-21T08:00:00.000Z', 'd', '2026-11-21T08:00:09.000Z');`,
  370: `
    INSERT INTO encounter (id, patient_id, status, started_at, local_date, ended_at)
      VALUES ('e370', 'p', 'finished', '2026-11-22T08:00:00.000Z', '2026-11-22', '2026-11-22T09:00:00.000Z');`,
  380: `
    INSERT INTO prescription (id, number, patient_id, encounter_id, prescriber_id, authored_at, signed_at, signed_with, content_sha256)
      VALUES ('rx', 'R-2', 'p', 'e', 'd', '2026-11-22T08:00:00.000Z', '2026-11-22T08:01:00.000Z', 'pin', 'ab');
    INSERT INTO medication_request (id, number, patient_id, item_id, medicine, directions, quantity, unit, status, authored_at, valid_until, prescriber_id, safety, overrides, prescription_id, line, dosage, refills_allowed, refill_of, copy_of)
      VALUES ('r380', 'R-2', 'p', 'i', 'Amoxicillin 500 mg', 'Take 1 capsule', 21, 'capsule', 'active', '2026-11-22T08:00:00.000Z', '2026-12-22', 'd', '{}', '[]', 'rx', 1, '{}', 2, 'r', 'r');
    INSERT INTO medication_request_event VALUES ('re', 'r380', 'p', 'draft', 'active', '', '2026-11-22T08:01:00.000Z', 'd');
    INSERT INTO refill_request (id, medication_request_id, patient_id, status, note, requested_at, requested_by) VALUES ('rr', 'r380', 'p', 'requested', 'at the counter', '2026-11-23T08:00:00.000Z', 'd');
    INSERT INTO prescription_favourite (id, practitioner_id, name, line) VALUES ('pf', 'd', 'Amoxicillin adult', '{}');
    INSERT INTO order_set (id, name, lines) VALUES ('os', 'Malaria adult', '[]');
    UPDATE controlled_prescribing SET valid_days = 14;`,
  390: `
    INSERT INTO safety_answer VALUES ('sa', 'p', 'hepatic', 'moderate', '2026-11-22T08:00:00.000Z', 'd');
    INSERT INTO safety_alert (id, patient_id, prescriber_id, local_date, medicine, against, kind, severity, code, cause, shown_at, medication_request_id, overridden_at, reason, second_by, no_second_reason)
      VALUES ('sal', 'p', 'd', '2026-11-22', 'Amoxicillin 500 mg', 'penicillin', 'allergy', 'stop', 'allergy.class', 'allergy:penicillin|amoxicillin', '2026-11-22T08:00:00.000Z', 'r', '2026-11-22T08:01:00.000Z', 'no other', 'nobody', 'alone at night');
    INSERT INTO safety_second (id, patient_id, medicine, cause, actor_id, second_by, no_second_reason, agreed_at)
      VALUES ('sse', 'p', 'Amoxicillin 500 mg', 'allergy:penicillin|amoxicillin', 'u', 'nobody', 'alone at night', '2026-11-22T08:00:30.000Z');
    INSERT INTO safety_quiet (id, patient_id, practitioner_id, cause, state, quiet_at, until)
      VALUES ('sq', 'p', 'd', 'duplicate:paracetamol', '{}', '2026-11-22T08:00:30.000Z', '2027-02-20');`,
  400: `
    INSERT INTO knowledge_pack (id, pack_id, sequence, title, origin, edition, licence, made_on, publisher, signer, public_key, tables, size, sha256, status, loaded_at, loaded_by, file) VALUES
      ('kp', 'atc-ddd', 2, 'ATC and DDD', 'WHOCC', '2026', 'CC BY-NC-SA 4.0', '2026-04-25', 'Ankora', 'facility', 'key', '[]', 3, 'ab', 'active', '2026-11-22T08:00:00.000Z', 'u', x'010203'),
      ('kq', 'atc-ddd', 1, 'ATC and DDD', 'WHOCC', '2025', 'CC BY-NC-SA 4.0', '2025-04-25', 'Ankora', 'facility', 'key', '[]', 3, 'aa', 'removed', '2026-11-21T08:00:00.000Z', 'u', NULL);`,
  410: `
    INSERT INTO prescription_key (id, public_key, private_key, created_at, retired_at, is_withdrawn) VALUES
      ('k1', 'pub1', NULL, '2026-11-01T08:00:00.000Z', '2026-11-20T08:00:00.000Z', 1), ('k2', 'pub2', 'priv2', '2026-11-20T08:00:00.000Z', NULL, 0);
    INSERT INTO prescription_seal (id, medication_request_id, patient_id, secret, created_at) VALUES ('ps', 'r', 'p', zeroblob(16), '2026-11-22T08:02:00.000Z');
    INSERT INTO outside_prescription (id, medication_request_id, patient_id, facility_id, number, line, issued_at, valid_until, token, allowed, verdict, reason, accepted_at, accepted_by)
      VALUES ('op', 'r380', 'p', 'o', 'R-9', 1, '2026-11-20T08:00:00.000Z', '2026-12-20', 'to', 21, 'unknown', 'they confirmed by telephone', '2026-11-22T09:00:00.000Z', 'd');
    INSERT INTO prescription_claim (id, token, medication_request_id, patient_id, quantity, allowed, claimed_at, released_at, told_at, outcome, others, seen_at)
      VALUES ('pc', 'to', 'r380', 'p', 21, 21, '2026-11-22T09:00:00.000Z', NULL, '2026-11-22T09:00:01.000Z', 'kept', '[]', NULL);`,
  420: `
    INSERT INTO medication_dispense (id, medication_request_id, patient_id, quantity, when_handed_over, performer_id, item_id, handed, handover_id, reverses_id, reason, directions, counselled, safety_reason) VALUES
      ('md420', 'r', 'p', 4, '2026-11-24T09:00:00.000Z', 'd', 'i', 8, 'h', NULL, 'only 250 mg here', '2 capsules', '["shake"]', 'asked the doctor'),
      ('md421', 'r', 'p', -4, '2026-11-24T09:05:00.000Z', 'd', 'i', -8, NULL, 'md420', 'wrong person', NULL, NULL, NULL),
      ('md422', NULL, NULL, 10, '2026-11-24T10:00:00.000Z', 'd', 'i', NULL, 'h2', NULL, NULL, '1 when needed', '[]', NULL);
    INSERT INTO dispense_task (id, medication_request_id, patient_id, status, claimed_by, changed_at, set_aside, owed_since, note)
      VALUES ('dt', 'r380', 'p', 'ready', 'd', '2026-11-24T09:00:00.000Z', 21, NULL, '');
    INSERT INTO dispense_payment VALUES ('dp', 'md422', NULL, 'paid', 250, '2026-11-24T10:00:00.000Z', 'd');
    INSERT INTO prescriber_notice (id, medication_request_id, patient_id, prescriber_id, kind, handed_out, text, written_at, written_by)
      VALUES ('pn', 'r', 'p', 'd', 'substituted', 'Amoxicillin 250 mg', 'only 250 mg here', '2026-11-24T09:00:00.000Z', 'd');
    UPDATE item SET counter_rule = 'anybody' WHERE id = 'i';`,
  450: `
    INSERT INTO seed_file (id, act, number, file_name, begun_at, ended_at, answers, changes, rows, bytes, hub_epoch, acknowledged_through, is_current, is_older, failure) VALUES
      ('sf1', 'write', 1, 'to-hub.mvseed', '2026-11-24T08:00:00.000Z', '2026-11-24T08:00:01.000Z', NULL, 12, 0, 900, 'he', 4, 0, 0, NULL),
      ('sf2', 'load', 2, 'from-hub.mvseed', '2026-11-24T09:00:00.000Z', NULL, 'sf1', 12, 30, 2000, 'he', 16, 1, 1, 'seed.gap');
    INSERT INTO hub_enrolment VALUES (1, 'c2VjcmV0', '00ff', 'sk', 'pk', 'e1', '2026-11-24T08:00:00.000Z');`,
  460: `
    INSERT INTO arriving_pack (id, pack_id, sequence, title, edition, publisher, made_on, bytes, sha256, status, is_wanted, damaged, problem, problem_data, offered_at, arrived_at) VALUES
      ('ap', 'medvault-knowledge', 3, 'Medicine knowledge', '2026-11', 'MedVault', '2026-11-20', 200000, 'ac', 'refused', 1, 2, 'knowledge.bad_signature', '{"publisher":"MedVault"}', '2026-11-24T08:00:00.000Z', '2026-11-24T08:05:00.000Z');`,
  470: `
    UPDATE hub_link SET hub_next_key = 'hk2';`,
  490: `
    UPDATE hub_link SET hub_former_key = 'hk0', hub_key_since = '2026-11-23T08:00:00.000Z', hub_key_checked_at = '2026-11-23T09:00:00.000Z', hub_next_key_at = '2026-11-24T08:00:00.000Z';`,
};
