"""Pages of hiring: the candidate's (`public`) and the studio's (`studio`)."""
