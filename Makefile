# Every target is one command of course.py, which is also the way on Windows: `py course.py lab`.
PYTHON ?= python3
COURSE = $(PYTHON) course.py
LANGUAGE_TAG ?= pt-BR

# `make` alone prints the lines below that carry two hash signs.
help:
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done
setup: ## install the course into .venv (done by itself when needed)
	$(COURSE) setup
lab: ## open JupyterLab on the first lesson, in Portuguese
	$(COURSE) lab
lab-en: ## the same in English
	$(COURSE) lab --language en
lab-teacher: ## the teacher's edition: solutions, notes (LANGUAGE_TAG=en for English)
	$(COURSE) lab-teacher --language $(LANGUAGE_TAG)
fresh: ## a fresh copy of a lesson beside your own: make fresh LESSON=02 (LANGUAGE_TAG=en)
	$(COURSE) fresh $(LESSON) --language $(LANGUAGE_TAG)
test: ## run all the tests
	$(COURSE) test
site: ## make site/, the browser edition: the course as a folder for any web server
	$(COURSE) site
test-site: site ## run the tests of the browser edition
	$(COURSE) test-site
notebooks: ## build notebooks/ from lessons_src/
	$(COURSE) notebooks
words: ## bring all catalogues of translations up to date; make words NEW=fr begins a language
	$(COURSE) words $(if $(NEW),--new $(NEW))
network: ## train again the network that lesson 05 shows (then: make notebooks)
	$(COURSE) network
kit: ## pack a folder for computers without internet: make kit KIT="--platform windows --python 3.13"
	$(COURSE) kit $(KIT)
bench: ## measure speed and memory beside the usual way
	$(COURSE) bench
lint: ## check the style of all code, the lessons' included
	$(COURSE) lint
clean: ## remove .venv and caches; my_work stays
	$(COURSE) clean

.PHONY: help setup lab lab-en lab-teacher fresh test site test-site notebooks words network kit bench lint clean
