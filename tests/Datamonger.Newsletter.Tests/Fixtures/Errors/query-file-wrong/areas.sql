--| key: area

select aria from visits
