import gamut_data

result = gamut_data.dedupe("Examples/support.jsonl", output="Examples/output/clean.jsonl")
print(result)
print(result.explain(int(result.removed.index[0])))
