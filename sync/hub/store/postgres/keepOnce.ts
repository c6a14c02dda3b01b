/** SQLSTATEs of the function's own refusals. */
export const refusals = { replaced: 'MV001', revoked: 'MV002', fork: 'MV003', unknown: 'MV004' } as const;

/**
 * The whole of keepOnce in one statement: one round trip, and the head is held only from the giving of cursors to the end of the
 * commit. Single rows are looked up by sub-selects and `enable_seqscan` is off, because a plan made while a table was empty stays.
 */
export const keepOnceFunction = `
CREATE FUNCTION keep_once_1(
  p_facility text, p_session bigint, p_at text,
  p_numbers bigint[], p_kinds text[], p_keys text[], p_payloads text[], p_hashes text[], p_refused text[], p_seqs bigint[], p_audit_hashes text[],
  p_rewritten_code text, p_thin_before text,
  OUT o_through bigint, OUT o_rows bigint, OUT o_head bigint, OUT o_rewritten bigint[], OUT o_epoch text, OUT o_run text)
LANGUAGE plpgsql SET enable_seqscan = off AS $body$
DECLARE
  f facility%ROWTYPE;
  v_new bigint[];
  v_apply bigint[];
  v_forked bigint;
  v_reached bigint;
  v_audit record;
  v_last record;
BEGIN
  SELECT * INTO f FROM facility WHERE id = p_facility FOR NO KEY UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown' USING ERRCODE = '${refusals.unknown}'; END IF;
  IF p_session IS NOT NULL AND f.revoked_at IS NOT NULL THEN RAISE EXCEPTION 'revoked' USING ERRCODE = '${refusals.revoked}'; END IF;
  IF p_session IS NOT NULL AND f.session <> p_session THEN RAISE EXCEPTION 'replaced' USING ERRCODE = '${refusals.replaced}'; END IF;
  o_rows := 0;
  o_through := f.acknowledged_through;
  o_rewritten := '{}';

  -- Each number once, as it came first.
  WITH batch AS (
    SELECT DISTINCT ON (number) number, sha256, ord FROM unnest(p_numbers, p_hashes) WITH ORDINALITY AS b (number, sha256, ord) ORDER BY number, ord
  ), fresh AS (
    INSERT INTO kept (facility_no, number, sha256) SELECT f.no, number, decode(sha256, 'hex') FROM batch ON CONFLICT DO NOTHING RETURNING number
  )
  SELECT array_agg(batch.ord) INTO v_new FROM fresh JOIN batch USING (number);
  SELECT b.number INTO v_forked FROM unnest(p_numbers, p_hashes) AS b (number, sha256)
    WHERE (SELECT k.sha256 FROM kept AS k WHERE k.facility_no = f.no AND k.number = b.number) <> decode(b.sha256, 'hex') LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION '%', v_forked USING ERRCODE = '${refusals.fork}'; END IF;

  IF v_new IS NOT NULL THEN
    FOR v_audit IN
      SELECT b.number, b.kind, b.key, b.payload, b.seq, b.hash
        FROM unnest(p_numbers, p_kinds, p_keys, p_payloads, p_seqs, p_audit_hashes) WITH ORDINALITY AS b (number, kind, key, payload, seq, hash, ord)
        JOIN unnest(v_new) AS n (ord) USING (ord) WHERE b.seq IS NOT NULL ORDER BY ord
    LOOP
      SELECT w.seq, w.hash INTO v_last FROM audit_witness AS w WHERE w.facility_no = f.no AND w.epoch = f.epoch ORDER BY w.seq DESC LIMIT 1;
      IF v_last.seq IS NULL OR v_last.seq < v_audit.seq THEN
        INSERT INTO audit_witness (facility_no, epoch, seq, hash, payload, kept_at)
          VALUES (f.no, f.epoch, v_audit.seq, v_audit.hash, v_audit.payload, p_at);
        IF v_audit.seq / 1000 > coalesce(v_last.seq, 0) / 1000 THEN
          DELETE FROM audit_witness AS w WHERE w.facility_no = f.no AND w.epoch = f.epoch AND w.kept_at < p_thin_before AND EXISTS (
            SELECT FROM audit_witness AS later WHERE later.facility_no = w.facility_no AND later.epoch = w.epoch AND later.seq > w.seq
              AND left(later.kept_at, 10) = left(w.kept_at, 10));
        END IF;
      ELSIF v_last.seq > v_audit.seq OR v_last.hash <> v_audit.hash THEN
        o_rewritten := o_rewritten || v_audit.number;
        INSERT INTO refused (facility_no, number, kind, key_sha256, code, at)
          VALUES (f.no, v_audit.number, v_audit.kind, encode(sha256(convert_to(v_audit.key, 'UTF8')), 'hex'), p_rewritten_code, p_at);
      END IF;
    END LOOP;

    INSERT INTO refused (facility_no, number, kind, key_sha256, code, at)
      SELECT f.no, b.number, b.kind, encode(sha256(convert_to(b.key, 'UTF8')), 'hex'), b.code, p_at
        FROM unnest(p_numbers, p_kinds, p_keys, p_refused) WITH ORDINALITY AS b (number, kind, key, code, ord)
        JOIN unnest(v_new) AS n (ord) USING (ord) WHERE b.code IS NOT NULL;

    -- The highest number of each key, where it is newer than what is there. The facility's row is ours: nobody else writes its state.
    SELECT array_agg(b.ord) INTO v_apply FROM (
      SELECT DISTINCT ON (b.kind, b.key) b.kind, b.key, b.number, ord
        FROM unnest(p_numbers, p_kinds, p_keys, p_refused, p_seqs) WITH ORDINALITY AS b (number, kind, key, code, seq, ord)
        JOIN unnest(v_new) AS n (ord) USING (ord) WHERE b.code IS NULL AND b.seq IS NULL
        ORDER BY b.kind, b.key, b.number DESC
    ) AS b WHERE b.number > coalesce((SELECT s.number FROM state AS s WHERE s.facility_no = f.no AND s.kind = b.kind AND s.key = b.key), -1);
    o_rows := coalesce(array_length(v_apply, 1), 0);

    LOOP
      SELECT max(number) INTO v_reached FROM (
        SELECT number, o_through + row_number() OVER (ORDER BY number) AS expected
          FROM (SELECT number FROM kept WHERE facility_no = f.no AND number > o_through ORDER BY number LIMIT 1000) AS next
      ) AS next WHERE number = expected;
      EXIT WHEN v_reached IS NULL;
      o_through := v_reached;
    END LOOP;
    IF o_through > f.acknowledged_through THEN UPDATE facility SET acknowledged_through = o_through WHERE no = f.no; END IF;
  END IF;

  IF o_rows > 0 THEN
    INSERT INTO state_day (facility_no, kind, key, day, payload)
      SELECT s.facility_no, s.kind, s.key, left(s.kept_at, 10), s.payload
        FROM unnest(p_kinds, p_keys) WITH ORDINALITY AS b (kind, key, ord) JOIN unnest(v_apply) AS n (ord) USING (ord)
        CROSS JOIN LATERAL (SELECT * FROM state AS s WHERE s.facility_no = f.no AND s.kind = b.kind AND s.key = b.key LIMIT 1) AS s
        WHERE left(s.kept_at, 10) < left(p_at, 10)
      ON CONFLICT DO NOTHING;
    -- From here to the end of the commit nobody else gives cursors.
    UPDATE head SET head = head + o_rows RETURNING head INTO o_head;
    INSERT INTO state (facility_no, kind, key, payload, number, cursor, kept_at)
      SELECT f.no, b.kind, b.key, b.payload, b.number, o_head - o_rows + row_number() OVER (ORDER BY b.number), p_at
        FROM unnest(p_numbers, p_kinds, p_keys, p_payloads) WITH ORDINALITY AS b (number, kind, key, payload, ord)
        JOIN unnest(v_apply) AS n (ord) USING (ord) ORDER BY b.number
      ON CONFLICT (facility_no, kind, key) DO UPDATE
        SET payload = excluded.payload, number = excluded.number, cursor = excluded.cursor, kept_at = excluded.kept_at;
  END IF;
  -- One snapshot: no later run can have begun below this head.
  SELECT h.head, i.epoch, (SELECT r.id FROM run AS r ORDER BY r.no DESC LIMIT 1) INTO o_head, o_epoch, o_run FROM head AS h, identity AS i;
END
$body$;
`;
