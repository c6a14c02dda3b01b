import { Button, Modal } from '@mantine/core';
import { Calculator } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoseCalculator } from './DoseCalculator.tsx';
import type { UseDose } from './DoseResult.tsx';

/** Opens the calculator over a prescription that is being written; what is chosen there fills it. */
export function CalculateDoseButton({
  label,
  patientId,
  medicine,
  itemId,
  onUse,
}: {
  label: string;
  patientId: string;
  medicine: string;
  /** the item that is prescribed stands first */
  itemId: string | null;
  onUse: UseDose;
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<Calculator size={14} aria-hidden="true" />}
        disabled={medicine.trim().length < 2}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`${t('dosing.title')}: ${medicine}`} size="xl">
        {isOpen && (
          <DoseCalculator
            patientId={patientId}
            medicine={medicine}
            itemId={itemId}
            onUse={(dosage, quantity, product) => {
              setOpen(false);
              onUse(dosage, quantity, product);
            }}
          />
        )}
      </Modal>
    </div>
  );
}
