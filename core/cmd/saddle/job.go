package main

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"text/template"
)

// job is a sweep that somebody else's machines run in parts.
type job struct {
	Command     []string // of one part, without its -shard, -workers and -out
	Parts, Runs int
	Name        string // of the parts' files, before .1.jsonl
}

// write prints the job in a form.
func (j job) write(out io.Writer, form string) error {
	return jobs.ExecuteTemplate(out, form, j)
}

// Line is the command for a shell.
func (j job) Line() string {
	var words []string
	for _, word := range j.Command {
		words = append(words, shell(word))
	}
	return strings.Join(words, " ")
}

// File is the parts' name for a shell.
func (j job) File() string { return shell(j.Name) }

// Script is what a container runs: part $JOB_COMPLETION_INDEX, which counts from 0.
func (j job) Script() string {
	return "i=$((JOB_COMPLETION_INDEX + 1)); exec saddle " + j.Line() + " -workers 1 -shard $i/" + strconv.Itoa(j.Parts) + " -out " + shell(j.Name) + ".$i.jsonl"
}

// shell quotes a word for a shell.
func shell(word string) string {
	if word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// quoted is a text as JSON, which is YAML too.
func quoted(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(text)
	return strings.TrimSpace(b.String())
}

var jobs = template.Must(template.New("").Funcs(template.FuncMap{"quoted": quoted}).Parse(`
{{- define "slurm" -}}
#!/bin/bash
# A sweep of {{.Runs}} runs in {{.Parts}} parts, for Slurm: sbatch FILE. The program is SADDLE, or saddle in PATH.
# Submitted again, each part goes on where it stopped. When all have ended:
#   saddle sweep -join {{.File}}.*.jsonl -out {{.File}}.jsonl
#SBATCH --job-name=saddle
#SBATCH --array=1-{{.Parts}}
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --open-mode=append
exec "${SADDLE:-saddle}" {{.Line}} -workers "${SLURM_CPUS_PER_TASK:-1}" -shard "$SLURM_ARRAY_TASK_ID/{{.Parts}}" -out {{.File}}."$SLURM_ARRAY_TASK_ID".jsonl
{{end}}
{{- define "parallel" -}}
# A sweep of {{.Runs}} runs in {{.Parts}} parts, for GNU parallel, which has one at work for each core; --sshlogin names other machines.
# Run again, each part goes on where it stopped. When all have ended:
#   saddle sweep -join {{.File}}.*.jsonl -out {{.File}}.jsonl
seq {{.Parts}} | parallel --quote "${SADDLE:-saddle}" {{.Line}} -workers 1 -shard {}/{{.Parts}} -out {{.File}}.{}.jsonl
{{end}}
{{- define "kubernetes" -}}
# A sweep of {{.Runs}} runs in {{.Parts}} parts, for Kubernetes: kubectl apply -f FILE. Needed are an image with saddle in its PATH, here
# saddle:latest, and a claim to a volume that all parts can write to, here named saddle. A part that is started again goes on
# where it stopped. When all have ended, where the volume is:
#   saddle sweep -join {{.File}}.*.jsonl -out {{.File}}.jsonl
apiVersion: batch/v1
kind: Job
metadata:
  name: saddle-sweep
spec:
  completions: {{.Parts}}
  parallelism: {{.Parts}}
  completionMode: Indexed
  backoffLimit: {{.Parts}}
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: saddle
          image: saddle:latest
          workingDir: /sweep
          command: ["sh", "-c", {{quoted .Script}}]
          resources:
            requests: {cpu: "1", memory: 256Mi}
          volumeMounts:
            - {name: sweep, mountPath: /sweep}
      volumes:
        - name: sweep
          persistentVolumeClaim: {claimName: saddle}
{{end}}`))
