/**
 * The whole of keepOnce in one statement, for the batches of several facilities together: one round trip and one commit, and the head is held
 * only from the giving of cursors to the end of the commit. A batch that is refused leaves the others alone.
 * Single rows are looked up by sub-selects and `enable_seqscan` is off, because a plan made while a table was empty stays; `jit` is, because
 * it would compile each of these plans anew.
 */
export const keepOnceFunction = `
CREATE FUNCTION keep_once_2(
  -- one of a batch
  p_facilities text[], p_sessions bigint[], p_ats text[], p_thin_before text[],
  -- one of a change; p_batch counts from 1
  p_batch int[], p_numbers bigint[], p_kinds text[], p_keys text[], p_payloads text[], p_hashes text[], p_refused text[], p_seqs bigint[],
  p_audit_hashes text[], p_topics text[],
  -- of a profile: whether it says where the facility is, and that
  p_places boolean[], p_latitudes float8[], p_longitudes float8[],
  p_rewritten_code text)
RETURNS TABLE (o_batch int, o_refusal text, o_forked bigint, o_through bigint, o_rows bigint, o_rewritten text[], o_head bigint, o_epoch text, o_run text, o_latitude float8, o_longitude float8)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $body$
DECLARE
  v_batches int := cardinality(p_facilities);
  v_nos int[]; -- of the facility, null when its batch is refused
  v_refusals text[];
  v_forked bigint[] := array_fill(NULL::bigint, ARRAY[v_batches]);
  v_through bigint[];
  v_rows bigint[] := array_fill(0::bigint, ARRAY[v_batches]);
  v_rewritten jsonb := '{}';
  v_epochs text[];
  v_new boolean[]; -- of each change: its number was not known
  v_apply boolean[]; -- of each change: it is the newest of its key
  v_total bigint;
  v_head bigint;
  v_epoch text;
  v_run text;
  v_reached bigint;
  v_moved bigint;
  v_found record;
  v_last record;
BEGIN
  PERFORM FROM facility WHERE id = ANY (p_facilities) ORDER BY id FOR NO KEY UPDATE; -- in one order: two nodes never wait in a circle
  SELECT array_agg(CASE WHEN f.refusal IS NULL THEN f.no END ORDER BY f.ord), array_agg(f.refusal ORDER BY f.ord),
      array_agg(f.acknowledged_through ORDER BY f.ord), array_agg(f.epoch ORDER BY f.ord)
    INTO v_nos, v_refusals, v_through, v_epochs
    FROM (
      SELECT b.ord, f.no, f.acknowledged_through, f.epoch, CASE
        WHEN f.no IS NULL THEN 'unknown'
        WHEN b.session IS NOT NULL AND f.revoked_at IS NOT NULL THEN 'revoked'
        WHEN b.session IS NOT NULL AND f.session <> b.session THEN 'replaced'
      END AS refusal
      FROM unnest(p_facilities, p_sessions) WITH ORDINALITY AS b (id, session, ord) LEFT JOIN facility AS f ON f.id = b.id
    ) AS f;

  FOR v_found IN
    SELECT b.batch, min(b.number) AS number FROM (
      SELECT b.batch, b.number FROM unnest(p_batch, p_numbers, p_hashes) AS b (batch, number, sha256) WHERE v_nos[b.batch] IS NOT NULL
        AND (SELECT k.sha256 FROM kept AS k WHERE k.facility_no = v_nos[b.batch] AND k.number = b.number) <> decode(b.sha256, 'hex')
      UNION ALL
      SELECT b.batch, b.number FROM unnest(p_batch, p_numbers, p_hashes) AS b (batch, number, sha256) WHERE v_nos[b.batch] IS NOT NULL
        GROUP BY b.batch, b.number HAVING min(b.sha256) <> max(b.sha256)
    ) AS b GROUP BY b.batch
  LOOP
    v_nos[v_found.batch] := NULL;
    v_refusals[v_found.batch] := 'fork';
    v_forked[v_found.batch] := v_found.number;
  END LOOP;

  -- Each number once, as it came first.
  WITH first AS (
    SELECT DISTINCT ON (b.batch, b.number) b.batch, b.number, b.sha256, b.ord
      FROM unnest(p_batch, p_numbers, p_hashes) WITH ORDINALITY AS b (batch, number, sha256, ord) WHERE v_nos[b.batch] IS NOT NULL
      ORDER BY b.batch, b.number, b.ord
  ), fresh AS (
    INSERT INTO kept (facility_no, number, sha256) SELECT v_nos[batch], number, decode(sha256, 'hex') FROM first
      ON CONFLICT DO NOTHING RETURNING facility_no, number
  ), news AS (
    SELECT first.ord FROM fresh JOIN first ON v_nos[first.batch] = fresh.facility_no AND first.number = fresh.number
  )
  SELECT array_agg(news.ord IS NOT NULL ORDER BY b.ord), count(news.ord) INTO v_new, v_total
    FROM generate_series(1, cardinality(p_batch)) AS b (ord) LEFT JOIN news USING (ord);

  IF v_total > 0 THEN
    FOR v_found IN
      SELECT b.batch, b.number, b.kind, b.key, b.payload, b.seq, b.hash
        FROM unnest(p_batch, p_numbers, p_kinds, p_keys, p_payloads, p_seqs, p_audit_hashes)
          WITH ORDINALITY AS b (batch, number, kind, key, payload, seq, hash, ord) WHERE b.seq IS NOT NULL AND v_new[b.ord] ORDER BY b.ord
    LOOP
      SELECT w.seq, w.hash INTO v_last FROM audit_witness AS w
        WHERE w.facility_no = v_nos[v_found.batch] AND w.epoch = v_epochs[v_found.batch] ORDER BY w.seq DESC LIMIT 1;
      IF v_last.seq IS NULL OR v_last.seq < v_found.seq THEN
        INSERT INTO audit_witness (facility_no, epoch, seq, hash, payload, kept_at)
          VALUES (v_nos[v_found.batch], v_epochs[v_found.batch], v_found.seq, v_found.hash, v_found.payload, p_ats[v_found.batch]);
        IF v_found.seq / 1000 > coalesce(v_last.seq, 0) / 1000 THEN
          DELETE FROM audit_witness AS w WHERE w.facility_no = v_nos[v_found.batch] AND w.epoch = v_epochs[v_found.batch]
            AND w.kept_at < p_thin_before[v_found.batch] AND EXISTS (
              SELECT FROM audit_witness AS later WHERE later.facility_no = w.facility_no AND later.epoch = w.epoch AND later.seq > w.seq
                AND left(later.kept_at, 10) = left(w.kept_at, 10));
        END IF;
      ELSIF v_last.seq > v_found.seq OR v_last.hash <> v_found.hash THEN
        v_rewritten := jsonb_set(v_rewritten, ARRAY[v_found.batch::text],
          coalesce(v_rewritten -> v_found.batch::text, '[]') || to_jsonb(v_found.number::text));
        INSERT INTO refused (facility_no, number, kind, key_sha256, code, at) VALUES (v_nos[v_found.batch], v_found.number, v_found.kind,
          encode(sha256(convert_to(v_found.key, 'UTF8')), 'hex'), p_rewritten_code, p_ats[v_found.batch]);
      END IF;
    END LOOP;

    INSERT INTO refused (facility_no, number, kind, key_sha256, code, at)
      SELECT v_nos[b.batch], b.number, b.kind, encode(sha256(convert_to(b.key, 'UTF8')), 'hex'), b.code, p_ats[b.batch]
        FROM unnest(p_batch, p_numbers, p_kinds, p_keys, p_refused) WITH ORDINALITY AS b (batch, number, kind, key, code, ord)
        WHERE b.code IS NOT NULL AND v_new[b.ord];

    -- The highest number of each key, where it is newer than what is there. The facilities' rows are ours: nobody else writes their state.
    SELECT array_agg(b.is_newest AND b.number > coalesce(
        (SELECT s.number FROM state AS s WHERE s.facility_no = v_nos[b.batch] AND s.kind = b.kind AND s.key = b.key), -1) ORDER BY b.ord) INTO v_apply
      FROM (
        SELECT b.*, b.is_row AND b.number = max(b.number) FILTER (WHERE b.is_row) OVER (PARTITION BY b.batch, b.kind, b.key) AS is_newest FROM (
          SELECT b.batch, b.number, b.kind, b.key, b.ord, v_new[b.ord] AND b.code IS NULL AND b.seq IS NULL AS is_row
            FROM unnest(p_batch, p_numbers, p_kinds, p_keys, p_refused, p_seqs) WITH ORDINALITY AS b (batch, number, kind, key, code, seq, ord)
        ) AS b
      ) AS b;
    v_total := 0;
    FOR v_found IN SELECT b.batch, count(*) AS rows FROM unnest(p_batch, v_apply) AS b (batch, applies) WHERE b.applies GROUP BY b.batch LOOP
      v_rows[v_found.batch] := v_found.rows;
      v_total := v_total + v_found.rows;
    END LOOP;

    FOR v_found IN SELECT DISTINCT b.batch FROM unnest(p_batch, v_new) AS b (batch, is_new) WHERE b.is_new LOOP
      LOOP
        SELECT max(number) INTO v_reached FROM (
          SELECT number, v_through[v_found.batch] + row_number() OVER (ORDER BY number) AS expected
            FROM (SELECT k.number FROM kept AS k WHERE k.facility_no = v_nos[v_found.batch] AND k.number > v_through[v_found.batch]
              ORDER BY k.number LIMIT 1000) AS next
        ) AS next WHERE number = expected;
        EXIT WHEN v_reached IS NULL;
        v_through[v_found.batch] := v_reached;
      END LOOP;
    END LOOP;
    UPDATE facility SET acknowledged_through = b.reached FROM unnest(v_nos, v_through) AS b (no, reached)
      WHERE facility.no = b.no AND b.reached > facility.acknowledged_through;

    IF v_total > 0 THEN
      INSERT INTO state_day (facility_no, kind, key, day, payload)
        SELECT s.facility_no, s.kind, s.key, left(s.kept_at, 10), s.payload
          FROM unnest(p_batch, p_kinds, p_keys, v_apply) AS b (batch, kind, key, applies)
          CROSS JOIN LATERAL (
            SELECT * FROM state AS s WHERE s.facility_no = v_nos[b.batch] AND s.kind = b.kind AND s.key = b.key LIMIT 1
          ) AS s
          WHERE b.applies AND left(s.kept_at, 10) < left(p_ats[b.batch], 10)
        ON CONFLICT DO NOTHING;
      -- From here to the end of the commit nobody else gives cursors.
      UPDATE head SET head = head + v_total RETURNING head INTO v_head;
      INSERT INTO state (facility_no, kind, key, payload, number, cursor, kept_at, topic)
        SELECT v_nos[b.batch], b.kind, b.key, b.payload, b.number, v_head - v_total + row_number() OVER (ORDER BY b.batch, b.number), p_ats[b.batch],
            b.topic
          FROM unnest(p_batch, p_numbers, p_kinds, p_keys, p_payloads, p_topics, v_apply)
            AS b (batch, number, kind, key, payload, topic, applies)
          WHERE b.applies
        ON CONFLICT (facility_no, kind, key) DO UPDATE
          SET payload = excluded.payload, number = excluded.number, cursor = excluded.cursor, kept_at = excluded.kept_at,
            topic = CASE WHEN state.topic IS NULL OR state.topic IS NOT DISTINCT FROM excluded.topic THEN excluded.topic ELSE '*' END;
      -- A facility that is somewhere else now: its rows get new cursors, after its profile.
      FOR v_found IN
        SELECT b.batch, b.latitude, b.longitude FROM unnest(p_batch, p_places, p_latitudes, p_longitudes, v_apply)
          AS b (batch, has_place, latitude, longitude, applies) WHERE b.applies AND b.has_place
      LOOP
        UPDATE facility SET latitude = v_found.latitude, longitude = v_found.longitude WHERE no = v_nos[v_found.batch]
          AND (latitude IS DISTINCT FROM v_found.latitude OR longitude IS DISTINCT FROM v_found.longitude);
        IF FOUND THEN
          UPDATE state SET cursor = v_head + later.ord FROM (
            SELECT s.kind, s.key, row_number() OVER (ORDER BY s.cursor) AS ord FROM state AS s
              WHERE s.facility_no = v_nos[v_found.batch] AND s.kind <> 'facility.profile'
          ) AS later WHERE state.facility_no = v_nos[v_found.batch] AND state.kind = later.kind AND state.key = later.key;
          GET DIAGNOSTICS v_moved = ROW_COUNT;
          UPDATE head SET head = head + v_moved RETURNING head INTO v_head;
          v_rows[v_found.batch] := v_rows[v_found.batch] + v_moved;
        END IF;
      END LOOP;
    END IF;
  END IF;

  -- One snapshot: no later run can have begun below this head.
  SELECT h.head, i.epoch, (SELECT r.id FROM run AS r ORDER BY r.no DESC LIMIT 1) INTO v_head, v_epoch, v_run FROM head AS h, identity AS i;
  RETURN QUERY SELECT b, v_refusals[b], v_forked[b], v_through[b], v_rows[b],
      ARRAY(SELECT jsonb_array_elements_text(coalesce(v_rewritten -> b::text, '[]'))), v_head, v_epoch, v_run,
      (SELECT f.latitude FROM facility AS f WHERE f.no = v_nos[b]), (SELECT f.longitude FROM facility AS f WHERE f.no = v_nos[b])
    FROM generate_series(1, v_batches) AS b;
END
$body$;
`;
