The record of processing: what deliberation and custody know, and what the custodian has to say himself.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ as els beraad audit record $ID
  refused: audit show
    - deliberation 'IVC/KSZG/19/002' is not registered in this custody
  beraad: refused, for 1 reason
  [5]
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as jan beraad audit record $ID --language fr | sed -n '1,/^Base juridique/p' | sed 's/^Jusqu.*/JOUR/'
  Registre des activit\xc3\xa9s de traitement (esc)
  
  D\xc3\xa9lib\xc3\xa9ration : IVC/KSZG/19/002 (esc)
  D\xc3\xa9positaire : ksz.test (esc)
  JOUR
  
  Responsable du traitement (GDPR 30(1)(a))
    Banque Carrefour de la s\xc3\xa9curit\xc3\xa9 sociale (BCSS) (esc)
  
  Coordonn\xc3\xa9es (GDPR 30(1)(a)) (esc)
    *** \xc3\xa0 compl\xc3\xa9ter par le d\xc3\xa9positaire *** (esc)
  
  Responsables conjoints du traitement (GDPR 30(1)(a))
    *** \xc3\xa0 compl\xc3\xa9ter par le d\xc3\xa9positaire *** (esc)
  
  Repr\xc3\xa9sentant (GDPR 30(1)(a)) (esc)
    *** \xc3\xa0 compl\xc3\xa9ter par le d\xc3\xa9positaire *** (esc)
  
  D\xc3\xa9l\xc3\xa9gu\xc3\xa9 \xc3\xa0 la protection des donn\xc3\xa9es (GDPR 30(1)(a)) (esc)
    *** \xc3\xa0 compl\xc3\xa9ter par le d\xc3\xa9positaire *** (esc)
  
  Finalit\xc3\xa9s (GDPR 30(1)(b)) [1, 7] (esc)
    d\xc3\xa9terminer le profil des b\xc3\xa9n\xc3\xa9ficiaires du revenu d'int\xc3\xa9gration (esc)
  
  Autorisation (GDPR 30(1)(b))
    IVC/KSZG/19/002, Comit\xc3\xa9 de s\xc3\xa9curit\xc3\xa9 de l'information, 15 janvier 2019 (esc)
  
  Base juridique (GDPR 6, 9)
  $ as jan beraad audit record $ID --json >empty.json
  $ jq -c '.missing, [.fields[] | select(.missing).field]' empty.json
  11
  ["contact","joint_controllers","representative","officer","legal_basis","transfers","security_outside","more[1]","more[2]","more[3]","more[4]"]
  $ jq -r '.fields[] | select(.field == "obligations").items[] | .nl, .fr, .en' empty.json
  0 verplichtingen open; 0 vervuld
  0 obligations ouvertes ; 0 remplies
  0 obligations open; 0 fulfilled
  $ jq -r '.fields[] | select(.source == "deliberation") | [.field, (.cites | tojson), .items[0].en] | @tsv' empty.json
  controller\t[]\tCrossroads Bank for Social Security (KSZ) (esc)
  purposes\t[1,7]\tdetermining the profile of the living-wage beneficiaries (esc)
  authorisation\t[]\tIVC/KSZG/19/002, Information Security Committee, 15 January 2019 (esc)
  persons\t[2,4,8]\tBeneficiaries of a living wage on the reference date (esc)
  data\t[3]\tCharacteristics of the person: age, sex, nationality, origin, socio-economic position, level of education, field of study (esc)
  recipients\t[1,3,4]\tPPS Social Integration, study service (esc)
  communications\t[2,3,4,8,9]\tsample: delivered; 2012, 2014, 2016; may be repeated (esc)
  time_limits\t[4,11]\t2012, 2014, 2016: by 31 March 2029; 5 years after the last delivery (the earlier of the two) (esc)

Each letter of article 30(1) has its fields, and so has what the Belgian act asks besides:

  $ jq -r '.fields | group_by(.law)[] | [.[0].law, (map(.field) | join(" "))] | @tsv' empty.json
  GDPR 30(1)(a)\tcontroller contact joint_controllers representative officer (esc)
  GDPR 30(1)(b)\tpurposes authorisation (esc)
  GDPR 30(1)(c)\tpersons data (esc)
  GDPR 30(1)(d)\trecipients communications deliveries (esc)
  GDPR 30(1)(e)\ttransfers (esc)
  GDPR 30(1)(f)\ttime_limits obligations (esc)
  GDPR 30(1)(g)\tsecurity undertakings security_outside (esc)
  GDPR 6, 9\tlegal_basis (esc)
  act of 30 July 2018, art. 191\tmore[1] more[2] more[3] (esc)
  act of 30 July 2018, art. 194-196\tmore[4] (esc)

Nothing is invented: of the details of the custodian there is not a word before he gives one, and then his own.

  $ jq -c '[.fields[] | select(.source == "details").items[]]' empty.json
  []
  $ sed -e 's/^contact:/contact: Quay 10 <b>Brussels<\/b>/' -e 's/^transfers:/transfers: {nl: geen, fr: aucun, en: none}/' -e '0,/    text:/s//    text: because a name is not needed/' "$PROJECT/catalogue/amsb/record.yaml" >details.yaml
  $ as jan beraad audit record $ID --details details.yaml --html record.html --json >some.json
  $ jq -c '.missing, [.fields[] | select(.source == "details" and (.missing | not)) | [.field, .law, .items[0].fr]]' some.json
  8
  [["contact","GDPR 30(1)(a)","Quay 10 <b>Brussels</b>"],["transfers","GDPR 30(1)(e)","aucun"],["more[1]","act of 30 July 2018, art. 191","because a name is not needed"]]
  $ grep -o 'Quay 10[^/]*/b' record.html
  Quay 10 &lt;b&gt;Brussels&lt;/b
  $ grep -c '<span lang="fr">.*compl' record.html
  1

What was delivered stands in it:

  $ as els beraad release run $ID sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null
  $ as jan beraad audit record $ID --json | jq -r '.fields[] | select(.source == "custody") | .field, "  " + .items[].en' | sed -E "s/$(date -u +%F)/TODAY/"
  deliveries
    package 1, sample, pod-mi, TODAY
  obligations
    3 obligations open, the first by 2029-03-31; 0 fulfilled
  undertakings
    0

Details that are not of the form are told with their place, and nothing is written:

  $ echo 'contcat: Quay 10' >bad.yaml
  $ as jan beraad audit record $ID --details bad.yaml --html bad.html
  bad.yaml:1:1: expected the key 'contact', found the unknown key 'contcat'
  beraad: 'bad.yaml', line 1, column 1: expected the key 'contact', found the unknown key 'contcat'
  [3]
  $ head -c 70000 /dev/zero | tr '\0' a >large.yaml; as jan beraad audit record $ID --details large.yaml --html bad.html
  beraad: 'large.yaml' is larger than 65536 bytes
  [2]
  $ as jan beraad audit record $ID --details nowhere.yaml --html bad.html
  beraad: cannot open 'nowhere.yaml': No such file or directory
  [74]
  $ ls bad.html
  ls: cannot access 'bad.html': No such file or directory
  [2]
  $ as jan beraad audit record $ID --html record.html >/dev/null
  beraad: cannot create 'record.html': File exists
  [74]
