"""The desk `estate`: the project, its buildings as stack plans, units and spaces."""
