"""What the sample take-backs are made of: people, garments, parcel numbers, and dice that always fall alike."""
